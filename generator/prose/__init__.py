"""Prose: Markdown with formulas and holes, parsed once to a tree and filled for every variant."""
