"""A method is worked out once a variant, however often its value and its steps are asked for."""

from __future__ import annotations

from generator.maths.function import Function
from generator.maths.language import Scope, compile_expression
from generator.maths.values import Worked


class Counting:
    """A method that counts its calls and returns twice its argument."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.methods = {
            "double": Function("double", self.double, "integer", "twice a number", "double(2) == 4")
        }

    def double(self, n: int) -> Worked:
        self.calls.append(n)
        return Worked(2 * n, ())

    def value(self, text: str, scope: Scope) -> object:
        return compile_expression(text, frozenset(scope), self.methods).evaluate(scope)


def test_value_and_steps_share_one_call() -> None:
    method, scope = Counting(), {"n": 3}
    names = frozenset(scope)
    asked = [compile_expression(text, names, method.methods) for text in ("double(n)", "steps(double(n))")]
    value, worked = (expression.evaluate(scope) for expression in asked)
    assert value == 6
    assert isinstance(worked, Worked)
    assert worked.value == 6
    assert method.calls == [3]


def test_another_variant_is_another_call() -> None:
    method = Counting()
    assert [method.value("double(n)", {"n": n}) for n in (1, 2, 1)] == [2, 4, 2]
    assert method.calls == [1, 2, 1]


def test_a_call_in_a_comprehension_is_made_for_each_item() -> None:
    method, scope = Counting(), {"v": (1, 2)}
    assert method.value("[double(k) for k in v]", scope) == (2, 4)
    assert method.value("[double(k) for k in [5, 6]]", scope) == (10, 12)
    assert method.calls == [1, 2, 5, 6]
