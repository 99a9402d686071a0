"""What formats could not say, told briefly: each thing once, with the parts that it happened in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from generator.cli.layout import wrapped

if TYPE_CHECKING:
    from generator.pipeline import LossKind


def loss_lines(losses: Mapping[LossKind, int]) -> Iterator[str]:
    """The losses as lines: format, reason and what was done instead; then families, parts, variants."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for loss, count in losses.items():
        part = f", part {loss.part}" if loss.part else ""
        place = f"{loss.family}{part} ({count:,} variant{'' if count == 1 else 's'})"
        places.setdefault((loss.format, loss.reason, loss.instead), []).append(place)
    for (format, reason, instead), where in sorted(places.items(), key=lambda place: place[0][0]):
        mark = f"  {format}: "
        yield from wrapped(f"{reason}: {instead}", mark, " " * len(mark))
        yield from wrapped("; ".join(where), " " * len(mark) + "in ", " " * (len(mark) + 3))


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
