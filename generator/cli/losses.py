"""What formats could not say, told briefly: each thing once, with the parts that it happened in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from generator.cli.layout import wrapped

if TYPE_CHECKING:
    from generator.pipeline import LossKind


_Done: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""What was done instead, and where."""


def loss_lines(losses: Mapping[LossKind, int]) -> Iterator[str]:
    """The losses as lines: format, reason and what was done instead; then families, parts, variants.

    What has one reason stands together, even where different things were done instead; and so do formats that differ
    in nothing else.
    """
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    for loss, count in losses.items():
        part = f", part {loss.part}" if loss.part else ""
        place = f"{loss.family}{part} ({count:,} variant{'' if count == 1 else 's'})"
        told.setdefault((loss.format, loss.reason), {}).setdefault(loss.instead, []).append(place)
    alike: dict[tuple[str, _Done], list[str]] = {}
    for (format, reason), done in told.items():
        places = tuple([(instead, tuple(where)) for instead, where in done.items()])
        alike.setdefault((reason, places), []).append(format)
    for (reason, _), formats in sorted(alike.items(), key=lambda one: one[1]):
        done = told[formats[0], reason]
        mark = f"  {', '.join(formats)}: "
        below = " " * len(f"  {formats[0]}: ")
        if len(done) == 1:
            [(instead, where)] = done.items()
            yield from wrapped(f"{reason}: {instead}", mark, below)
            yield from wrapped("; ".join(where), f"{below}in ", f"{below}   ")
            continue
        yield from wrapped(f"{reason}:", mark, below)
        for instead, where in done.items():
            yield from wrapped(f"{instead} in {'; '.join(where)}", f"{below}- ", f"{below}   ")


def losses_json(losses: Mapping[LossKind, int]) -> list[dict[str, object]]:
    """The losses as JSON values."""
    return [
        {
            "format": loss.format,
            "family": loss.family,
            "part": loss.part,
            "reason": loss.reason,
            "instead": loss.instead,
            "variants": count,
        }
        for loss, count in losses.items()
    ]
