"""Letters and digits as strokes: what stands in a bubble.

A label of a drawing is black text, which a reader of sheets would have to tell from a mark. Strokes can be thin
and light, and lie where they are meant to on any printer, whatever fonts it has.

    >>> strokes("L", 0, 0, 6)
    (((-2.0, 3.0), (-2.0, -3.0), (2.0, -3.0)),)

A glyph stands on a grid of five columns and seven rows. Two digits are a point, its column from the left and its
row from below; a blank ends a stroke. Letters with a tail stand higher, so that no row lies below the line.
"""

from __future__ import annotations

from generator.model import Point

_GLYPHS = dict(
    line.split(maxsplit=1)
    for line in """\
0 103041453616050110
1 152620 1030
2 05163645440040
3 064624344341301001
4 30360242
5 460604344341301001
6 453616050110304142331302
7 064610
8 13040516364544331302011030414233
9 011030414536160504133344
a 14344340 413010011242
b 0600 0110304143341403
c 4334140301103041
d 4640 4334140301103041
e 02424334140301103041
f 46362520 1434
g 4536160503123243 4641301001
h 0600 0314344340
i 2420 2526
j 34312010 3536
k 0600 3401 1240
l 162620 1030
m 0400 03142320 23344340
n 0400 0314344340
o 103041433414030110
p 0600 0516364543321203
q 4640 4536160503123243
r 0400 031434
s 4414031232413000
t 26213040 1434
u 0401103041 4440
v 042044
w 0410243044
x 0440 0044
y 0603123243 4641301001
z 04440040
A 002640 1333
B 00063645443303 3342413000
C 4536160501103041
D 00062644422000
E 46060040 0333
F 460600 0333
G 45361605011030414323
H 0600 4640 0343
I 1636 2620 1030
J 4641301001
K 0600 4602 1340
L 060040
M 0006234640
N 00064046
O 103041453616050110
P 00063645443303
Q 103041453616050110 2240
R 00063645443303 2340
S 453616050413334241301001
T 0646 2620
U 060110304146
V 062046
W 0610243046
X 0640 0046
Y 062346 2320
Z 06460040
""".splitlines()
)

DRAWN = frozenset(_GLYPHS)
"""The characters that there are strokes for: Latin letters without accents, and digits."""


def strokes(character: str, x: float, y: float, height: float) -> tuple[tuple[Point, ...], ...]:
    """The strokes of a character around a point, as high as `height` where it has an ascender.

    Raises KeyError for a character that is not in `DRAWN`.
    """
    glyph = [
        [(int(column), int(row)) for column, row in zip(stroke[::2], stroke[1::2], strict=True)]
        for stroke in _GLYPHS[character].split()
    ]
    unit = height / 6
    middle = (min(row for stroke in glyph for _, row in stroke) + max(row for s in glyph for _, row in s)) / 2
    return tuple(
        tuple(
            (round(x + (column - 2) * unit, 2), round(y + (row - middle) * unit, 2)) for column, row in stroke
        )
        for stroke in glyph
    )
