"""Problem sets: which families, how many variants, for how many points; and where families are found.

`load` reads a set's file, `library` finds families and sets on disk. This package draws and solves nothing.
"""
