"""The order in which things are offered: fixed by a text, the same in every format, different between variants.

>>> sorted(order(3, "q1|a"))
[0, 1, 2]
"""

from __future__ import annotations

from hashlib import blake2b


def order(count: int, salt: str) -> list[int]:
    """The numbers 0 to `count` − 1 in an order that only `salt` decides."""

    def rank(number: int) -> bytes:
        return blake2b(f"{salt}|{number}".encode(), digest_size=8).digest()

    return sorted(range(count), key=rank)
