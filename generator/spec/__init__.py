"""Problem specs: YAML files in, located and checked values out.

::

    bytes ──files──▶ Document ──yaml──▶ tree of located values ──shape──▶ Spec     (`load` runs it all)

This package owns YAML, the schema and the places of errors; it evaluates nothing and draws nothing. Only
`fields`, `schema`, `shape` and `load` import pydantic, so that finding a family stays cheap.
"""
