"""Units of measurement: read from text, compared and converted exactly.

Which units there are, their prefixes and their sizes are known by the library pint, in exact fractions. It is
imported when the first unit is met, since that takes a moment. It only ever sees single names: what is around
them (`kg*m/s^2`) is read here, bounded by one regular expression.

    unit     = product or 1, then any number of "/ factor" or "/ (product)"
    product  = factors, separated by blanks, `*` or `·`
    factor   = name, then perhaps a whole power: s^2, s^-1, s**2, s²

So `J/kg K` is refused, since people do not agree on what it means; `J/(kg K)` and `J/kg/K` are read.

    >>> fits(make_unit("km/h"), make_unit("m/s"))
    True
    >>> converted(Fraction(18), "km/h", make_unit("m/s"))
    Fraction(5, 1)
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.maths.notation import minus, row
from generator.maths.values import MathsError
from generator.model import Fence, Formula, Num, Op, Script, Space, Sym, Unit

if TYPE_CHECKING:
    from pint import UnitRegistry

    Registry: TypeAlias = UnitRegistry[Fraction]

MAX_LENGTH = 80
MAX_FACTORS = 8

_NAME = r"(?:[A-Za-zµμΩΩÅ_]{1,30}|°[CF]|[°%℃℉])"
_FACTOR = rf"{_NAME}(?:(?:\^|\*\*)?[+-]?[1-9])?"
_PRODUCT = rf"{_FACTOR}(?:(?: ?[*·⋅] ?| ){_FACTOR})*"
_UNIT = re.compile(rf"(?:1|{_PRODUCT})(?: ?/ ?(?:{_FACTOR}|\( ?{_PRODUCT} ?\)))*")
_PIECE = re.compile(rf"(?P<name>{_NAME})(?:\^|\*\*)?(?P<power>[+-]?[1-9])?|(?P<line>/)")
_UNCLEAR = re.compile(rf"/ ?{_FACTOR}(?: ?[*·⋅] ?| ){_FACTOR}")
_SUPERSCRIPTS = str.maketrans({"⁻": "-", "−": "-", **dict(zip("¹²³⁴⁵⁶⁷⁸⁹", "123456789", strict=True))})

_NAMES = {"°": "degree", "℃": "degC", "℉": "degF", "%": "percent"}
"""Signs that pint does not know by themselves."""

_SIGNS = {"deg": "°", "degree": "°", "degrees": "°", "percent": "%", "℃": "°C", "℉": "°F"}
"""Names that print as a sign. Of the others only those do whose symbol no keyboard has: `ohm` prints as Ω."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One name of a unit with its power, as they are written, and whether they stand behind the `/`."""

    name: str
    power: int
    below: bool


@dataclass(frozen=True, slots=True)
class Size:
    """What a unit measures and how large it is: `x` of it are `x * factor + offset` of pint's root units."""

    dimension: tuple[tuple[str, Fraction], ...]
    factor: Fraction
    offset: Fraction


def make_unit(text: str) -> Unit:
    """The unit that a text names. Raises MathsError, with a suggestion, if there is no such unit."""
    text = text.strip()
    size(text)
    return Unit(text, _shown(factors(text)))


def fits(a: Unit, b: Unit) -> bool:
    """Do two units measure the same dimension?"""
    return size(a.text).dimension == size(b.text).dimension


def converted(value: Fraction, unit: str, target: Unit) -> Fraction | None:
    """So much of a unit, exactly, in another one; None if they are not of one dimension.

    Raises MathsError if there is no such unit.
    """
    source, wanted = size(unit), size(target.text)
    if source.dimension != wanted.dimension:
        return None
    return (value * source.factor + source.offset - wanted.offset) / wanted.factor


@lru_cache(maxsize=512)
def size(text: str) -> Size:
    """Dimension and size of a unit. Raises MathsError if there is no such unit."""
    parts = factors(text)
    alone = len(parts) == 1 and parts[0].power == 1 and not parts[0].below
    dimension: dict[str, Fraction] = {}
    factor, offset = Fraction(1), Fraction(0)
    for part in parts:
        one = _size_of_name(part.name)
        if one.offset and not alone:
            raise MathsError(
                f"`{part.name}` counts from a zero of its own and cannot be part of another unit"
            )
        power = -part.power if part.below else part.power
        factor, offset = factor * one.factor**power, one.offset
        for name, exponent in one.dimension:
            dimension[name] = dimension.get(name, Fraction(0)) + power * exponent
    return Size(tuple(sorted((name, d) for name, d in dimension.items() if d)), factor, offset)


@lru_cache(maxsize=512)
def _size_of_name(name: str) -> Size:
    from pint import UndefinedUnitError

    registry = _registry()
    try:
        unit = registry.Unit(_NAMES.get(name, name))
    except UndefinedUnitError:
        near = difflib.get_close_matches(name, list(registry), 1)
        advice = f"; did you mean `{near[0]}`?" if near else ""
        raise MathsError(f"there is no unit `{name}`{advice}") from None
    none: Any
    one: Any
    try:
        none, one = (registry.Quantity(Fraction(k), unit).to_root_units().magnitude for k in (0, 1))
    except TypeError:  # where NumPy is installed, pint gives it the fraction, which has no logarithm there
        none = one = None
    if not isinstance(none, Fraction):
        raise MathsError(f"`{name}` is a logarithm, not a unit with a size")
    dimension: Any = unit.dimensionality  # exponents are Fractions; pint's own type allows any number
    return Size(tuple(sorted(dimension.items())), one - none, none)


@lru_cache(maxsize=1)
def _registry() -> Registry:
    """Pint's units, in exact fractions."""
    from pint import UnitRegistry

    return UnitRegistry(non_int_type=Fraction)


def factors(text: str) -> tuple[Factor, ...]:
    """The factors of a unit, in the order written. Raises MathsError if the text is not written like a unit."""
    if len(text) > MAX_LENGTH:
        raise MathsError(f"a unit has at most {MAX_LENGTH} characters")
    plain = " ".join(text.translate(_SUPERSCRIPTS).split())
    if not _UNIT.fullmatch(plain):
        advice = "; what stands below the line takes brackets: `J/(kg K)`" if _UNCLEAR.search(plain) else ""
        raise MathsError(f"`{text}` cannot be read as a unit, such as `kg*m/s^2`{advice}")
    found: list[Factor] = []
    below = False
    for piece in _PIECE.finditer(plain):
        below = below or piece["line"] is not None
        if piece["name"]:
            found.append(Factor(piece["name"], int(piece["power"] or 1), below))
    if not 1 <= len(found) <= MAX_FACTORS:
        raise MathsError(f"a unit has from 1 to {MAX_FACTORS} factors")
    return tuple(found)


def _shown(parts: tuple[Factor, ...]) -> Formula:
    over = [_shown_factor(part) for part in parts if not part.below]
    under = [_shown_factor(part) for part in parts if part.below]
    above = _product(over) if over else Num("1")
    if not under:
        return above
    return row(above, Op("/"), under[0] if len(under) == 1 else Fence("(", _product(under), ")"))


def _product(shown: list[Formula]) -> Formula:
    first, *rest = shown
    return row(first, *(item for factor in rest for item in (Space("thin"), factor)))


def _shown_factor(part: Factor) -> Formula:
    name = Sym(_SIGNS.get(part.name) or _symbol(part.name), "upright")
    if part.power == 1:
        return name
    size = Num(str(abs(part.power)))
    return Script(name, above=minus(size) if part.power < 0 else size)


def _symbol(name: str) -> str:
    """The name as it is written, unless its symbol has a letter that is not on every keyboard."""
    if not name.isascii():
        return name
    symbol: str = _registry().get_symbol(name)
    return name if symbol.isascii() else symbol
