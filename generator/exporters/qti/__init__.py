"""QTI 2.1, 2.2 and 3.0: one writer, and a table of what differs.

    dialects    a row for each version: namespaces, types, the spelling of names
    profiles    a row for each system that wants something otherwise
    plan        how each part is asked, as data: `asked` (the data), `blanks`, `closed`, `names`
    item        a question as an assessmentItem
    package     items, test and manifest as a zip

The modules `qti21`, `qti22` and `qti30` bind a row to these. It keeps to what all engines read alike: numbers by `gte`
and `lte`, no exponents, mappings with both bounds, SCORE set on every path, MathML without a prefix. It must not know
specs, sampling or solving.
"""
