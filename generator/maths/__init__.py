"""The mathematics: values and operators, the expression language and its functions, how values are shown."""
