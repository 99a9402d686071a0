"""Setwright writes mathematics problem sets.

The folders are the pipeline (`generator/pipeline.py` tells it on one page)::

    spec ──load──▶ family ──sample──▶ variant ──solve──▶ solution ──compose──▶ question
         ──verify──▶ verified ──export──▶ files

This module stays empty of imports: `setwright --help` must not pay for sympy.
"""

__version__ = "0.1.0"
