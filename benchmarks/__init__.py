"""How fast variants are made, measured: `python -m benchmarks`. Its README says what is measured, and how.

`questions` names the four kinds of question. `ours` writes them with Setwright, `proved` stops before the format,
`by_hand` writes them as a script of sympy and lxml does; `task` is what runs in a process of its own; `measure` starts
such processes and `report` prints what came of it. Nothing of `generator` imports this.
"""
