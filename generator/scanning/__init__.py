"""Scanned bubble sheets → marks: the story that `setwright scan` tells, in its order.

    known       the papers of a set, drawn again by the codes on their pages
    pages       images → what was read on each page, by several processes; and pictures of rows that are asked about
    papers      pages joined to papers; what is sure in each row, and what a person has to say
    decisions   the file in which a person has said it
    marks       what a paper's rows earn, by `answers.judge`, and whose paper it is
    tables      marks, answers and decisions as tables
    review      one page for a browser, which asks about all that is not sure

`sheets` reads one page and knows nothing of what is asked; `answer_sheet` knows what a row means. Nothing is guessed
here: a row that was not read surely earns nothing and costs nothing until a person decides, and a total is given only
where nothing is left to ask.
"""
