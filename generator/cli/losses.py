"""What formats could not say, told briefly: each thing once, with the parts that it happened in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from generator.cli.layout import wrapped

if TYPE_CHECKING:
    from generator.pipeline import LossKind


def loss_lines(losses: Mapping[LossKind, int]) -> Iterator[str]:
    """The losses as lines: format, reason and what was done instead; then families, parts, variants.

    What has one reason stands together, even where different things were done instead.
    """
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    for loss, count in losses.items():
        part = f", part {loss.part}" if loss.part else ""
        place = f"{loss.family}{part} ({count:,} variant{'' if count == 1 else 's'})"
        told.setdefault((loss.format, loss.reason), {}).setdefault(loss.instead, []).append(place)
    for (format, reason), done in sorted(told.items(), key=lambda one: one[0][0]):
        mark = f"  {format}: "
        below = " " * len(mark)
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
