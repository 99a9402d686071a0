"""Lists: put together, taken apart, counted and searched. Places count from 1."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

from generator.maths.arithmetic import add, compare, subtract
from generator.maths.function import Function, table
from generator.maths.functions.numbers import MAX_RANGE, by_size
from generator.maths.numeric import equal
from generator.maths.values import Anything, MathsError, Matrix, is_number, is_scalar, normal, plain_value

Items = tuple[Anything, ...]

MAX_ITEMS = MAX_RANGE
"""Longest list that is made here."""

MAX_COMPARED = 100
"""Longest list of other things than rational numbers that is searched for equal ones, or added up."""


def _bounded(items: Items) -> Items:
    if len(items) > MAX_ITEMS:
        raise MathsError(f"a list has at most {MAX_ITEMS:,} items here")
    return items


def _comparable(items: Items) -> Items:
    if len(items) > MAX_COMPARED and not all(map(is_number, items)):
        raise MathsError(f"at most {MAX_COMPARED} values that are not rational numbers are worked with here")
    return items


def _place(items: Items, k: int) -> int:
    if not 1 <= k <= len(items):
        raise MathsError(f"the list has no place {k}; it has {len(items)}")
    return k - 1


def _not_empty(items: Items) -> Items:
    if not items:
        raise MathsError("the list is empty")
    return items


def _numbers(items: Items) -> Items:
    if not all(map(is_scalar, items)):
        raise MathsError("every item must be a number or an expression")
    return items


def gathered(items: Items) -> Anything:
    """A list within another value: rows of one length are a matrix, as everywhere in the language."""
    rows = all(isinstance(item, tuple) and item and all(map(is_scalar, item)) for item in items)
    return Matrix(items) if items and rows and len(set(map(len, items))) == 1 else items


def _concat(*lists: Items) -> Items:
    return _bounded(tuple(item for items in lists for item in items))


def _zipped(*lists: Items) -> Items:
    if len({len(items) for items in lists}) > 1:
        raise MathsError("the lists have different lengths")
    return tuple(gathered(together) for together in zip(*lists, strict=True))


def _take(items: Items, count: int) -> Items:
    if not 0 <= count <= len(items):
        raise MathsError(f"the list has {len(items)} items, not {count}")
    return items[:count]


def _drop(items: Items, count: int) -> Items:
    return items[len(_take(items, count)) :]


def _last(items: Items) -> Anything:
    return _not_empty(items)[-1]


def _remove_at(items: Items, k: int) -> Items:
    place = _place(items, k)
    return items[:place] + items[place + 1 :]


def _replace_at(items: Items, k: int, value: Anything) -> Items:
    place = _place(items, k)
    return (*items[:place], value, *items[place + 1 :])


def _fill(count: int, value: Anything) -> Items:
    if not 0 <= count <= MAX_ITEMS:
        raise MathsError(f"a list has 0 to {MAX_ITEMS:,} items here")
    return (value,) * count


def _count(items: Items, value: Anything) -> int:
    return sum(equal(item, value) for item in _comparable(items))


def _index(items: Items, value: Anything) -> int:
    for k, item in enumerate(_comparable(items), 1):
        if equal(item, value):
            return k
    raise MathsError("the value is not in the list")


def distinct_items(items: Items) -> Items:
    """The items without repetitions, in the order in which they first occur."""
    if all(map(is_number, items)):
        return tuple(dict.fromkeys(items))
    kept: list[Anything] = []
    for item in _comparable(items):
        if not any(equal(item, other) for other in kept):
            kept.append(item)
    return tuple(kept)


def _cumulative(items: Items) -> Items:
    return tuple(accumulate(_numbers(_comparable(items)), add))


def _differences(items: Items) -> Items:
    return tuple(subtract(b, a) for a, b in zip(_numbers(items), items[1:], strict=False))


def _extreme(symbol: str, items: Items) -> int:
    best = 0
    for k, item in enumerate(_not_empty(items)):
        if compare(symbol, item, items[best]):
            best = k
    return best + 1


def _ranks(items: Items) -> Items:
    """The place of each item when sorted; equal items share the mean of theirs."""
    order = sorted(range(len(_comparable(items))), key=lambda k: by_size(items[k]))
    ranks: list[Anything] = [0] * len(items)
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or not equal(items[order[start]], items[order[end]]):
            for k in order[start:end]:
                ranks[k] = normal(Fraction(start + 1 + end, 2))
            start = end
    return tuple(ranks)


def _flat(items: Items) -> Items:
    """All that is in the list and in its lists, in order."""
    found: list[Anything] = []
    for item in map(plain_value, items):
        inner = item.rows if isinstance(item, Matrix) else item
        found += _flat(inner) if isinstance(inner, tuple) else [item]
    return _bounded(tuple(found))


TABLE = table(
    Function("concat", _concat, "list…", "one list after the other", "concat([1], [2, 3]) == [1, 2, 3]", "concat(1, [2])"),
    Function("zipped", _zipped, "list…", "the first items together, the second items together, and so on", "zipped([1, 2], [3, 4]) == [[1, 3], [2, 4]]", "zipped([1, 2], [3])"),
    Function("flattened", _flat, "list", "a list of lists as one list", "flattened([[1, 2], [3]]) == [1, 2, 3]", "flattened(3)"),
    Function("take", _take, "list integer", "so many items from the front", "take([4, 5, 6], 2) == [4, 5]", "take([4, 5], 3)"),
    Function("drop", _drop, "list integer", "what follows so many items", "drop([4, 5, 6], 2) == [6]", "drop([4, 5], 3)"),
    Function("last_item", _last, "list", "the last item", "last_item([4, 5, 6]) == 6", "last_item([])"),
    Function("remove_at", _remove_at, "list integer", "the list without the item at a place", "remove_at([4, 5, 6], 2) == [4, 6]", "remove_at([4, 5], 3)"),
    Function("replace_at", _replace_at, "list integer any", "the list with another item at a place", "replace_at([4, 5, 6], 2, 0) == [4, 0, 6]", "replace_at([4, 5], 3, 0)"),
    Function("repeated", _fill, "integer any", "one value so many times", "repeated(3, 0) == [0, 0, 0]", "repeated(10**9, 0)"),
    Function("indices", lambda items: tuple(range(1, len(items) + 1)), "list", "the places 1, 2, … of the items", "indices([7, 7]) == [1, 2]", "indices(7)"),
    Function("count_of", _count, "list value", "how often a value occurs", "count_of([1, 2, 1], 1) == 2", "count_of(1, 1)"),
    Function("index_of", _index, "list value", "first place of a value", "index_of([7, 8, 8], 8) == 2", "index_of([7, 8], 9)"),
    Function("unique", distinct_items, "list", "the items without repetitions", "unique([3, 1, 3]) == [3, 1]", "unique(3)"),
    Function("cumulative", _cumulative, "list", "sums of the first item, the first two, …", "cumulative([1, 2, 3]) == [1, 3, 6]", "cumulative(['a'])"),
    Function("differences", _differences, "list", "each item less the one before it", "differences([1, 4, 9]) == [3, 5]", "differences(['a'])"),
    Function("argmax", lambda items: _extreme(">", items), "list", "first place of the largest number", "argmax([3, 8, 5]) == 2", "argmax([])"),
    Function("argmin", lambda items: _extreme("<", items), "list", "first place of the smallest number", "argmin([3, 8, 5]) == 1", "argmin([])"),
    Function("ranks", _ranks, "list", "place of each number in increasing order; equal ones share the mean of theirs", "ranks([30, 10, 10]) == [3, 3/2, 3/2]", "ranks([t, 1])"),
)  # fmt: skip
