"""The letters of a question as names of Maxima, which are also what a student types in STACK.

Owns how a symbol of the language is named there; must not know expressions (`maxima` writes those). A name is
the symbol itself where that can be. Greek letters are written out, as STACK does with what is typed (both `λ` and
`lambda` are λ to it); accents are left out; what Maxima or STACK takes for something else gets a zero; and a digit
before a letter, where STACK sees a product, is a word:

    >>> [name(symbol) for symbol in ("x", "λ1", "x_1", "i", "Π", "año", "x1y")]
    ['x', 'lambda1', 'x_1', 'i0', 'Pi0', 'ano', 'xoney']

Whatever was renamed, the student must be told: `renamed`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from generator.maths.values import MathsError

_SMALL_LETTERS = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau
upsilon phi chi psi omega
"""
_SMALL = _SMALL_LETTERS.split()

GREEK: dict[str, str] = {
    **dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", _SMALL, strict=True)),
    **dict(zip("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", (word.title() for word in dict.fromkeys(_SMALL)), strict=True)),
}
"""Greek letters by STACK's names for them (`stack/maximaparser/unicode/letters-stack.json` of STACK 4.11)."""

_GRAMMAR = """
all and any constant do e else elseif false for from i if implies in ind inf infinity minf nand next none
nor not or pi Pi PI step then thru true und unknown unless while xnor xor zeroa zerob
"""
"""Constants, the words of the grammar, and STACK's names of π, e and i."""

_SETTINGS = """
absboxchar activecontexts additive algebraic algepsilon algexact aliases allbut appendfile arrays
assumescalar backsubst berlefact besselexpand bftorat bftrunc boxchar breakup cauchysum cflength context
contexts debugmode demoivre dependencies derivabbrev derivsubst detout dispflag doallmxops domain domxexpt
domxmxops domxnctimes dontfactor doscmxops doscmxplus dotassoc dotconstrules dotdistrib dotexptsimp dotident
dotscrules erfflag error errormsg expintexpand expintrep expon exponentialize expop exptdispflag exptisolate
exptsubst facexpand factlim factorflag features float fortindent fortspaces fpprec fpprintprec functions
gammalim gcd genindex gensumnum globalsolve gradefs grind halfangles ibase inchar infeval inflag infolists
intanalysis intfaclim keepfloat labels leftjust letrat lhospitallim limsubst linechar linel linenum
linsolvewarn lispdisp listarith listconstvars listdummyvars lmxchar loadprint logabs logarc logconcoeffp
logexpand lognegint logsimp macroexpansion macros maperror mapprint maxapplydepth maxapplyheight maxnegex
maxposex maxpsifracdenom maxpsifracnum maxpsinegint maxpsiposint maxtayorder modulus multiplicities
myoptions negdistrib negsumdispflag niceindicespref nolabels nounadd nounand noundisp noundiv nouneq nounmul
nounnot nounor nounpow nounsub numer obase opproperties opsubst optimprefix optionset outchar packagefile
partswitch pfeformat poislim polyfactor powerdisp prederror programmode prompt props psexpand radexpand
radsubstflag ratalgdenom ratdenomdivide ratepsilon ratexpand ratfac ratmx ratprint ratsimpexpons ratvars
ratvarswitch ratweights ratwtlvl realonly refcheck resultant rmxchar rootsconmode rootsepsilon savedef
savefactors scalarmatrixp setcheck setcheckbreak showtime simp simpproduct simpsum solvedecomposes
solveexplicit solvefactors solvenullwarn solveradcan solvetrigwarn sparse sqrtdispflag stardisp stringdisp
structures subnumsimp sumexpand sumsplitfact taylordepth timer tlimswitch trace translate transrun
trigexpand trigexpandplus trigexpandtimes triginverses trigsign ttyoff values verbose zerobern
"""
"""What has a value from the start: the settings and lists of Maxima 5.46, found by asking for each name of its index;
and the words that STACK 4.11 takes for operators."""

_FORBIDDEN = """
adim aform allsym alphabetic asymbol azimuth border cbrange cbtics colorbox columns contour ctaypov ctaypt
ctayswitch ctayvar ctrgsimp delay diagmetric elevation flipflag font GGFCFMAX GGFINFINITY grid icounter
idummyx ieqnprint ifri imetric key kinvariant lfg lisp logcb logz lriem newtonepsilon newtonmaxiter
nextlayerfactor palette piece psfile ratchristof rateinstein ratriemann ratweyl redraw setval tab tensorkill
terminal title transparent uriem usersetunits warnings weyl xaxis xrange xyplane yaxis yrange zaxis zlabel
zrange
"""
"""What STACK 4.11 lets nobody use (`stack/cas/security-map.json`), beside the settings above."""

RESERVED: frozenset[str] = frozenset((_GRAMMAR + _SETTINGS + _FORBIDDEN).split())
"""Names that mean something else to Maxima or STACK than an unknown."""

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def name(symbol: str) -> str:
    """The name of a symbol; always the same one, never `RESERVED`: letters of ASCII and `_`, then digits and `_`.

    Seldom do different symbols have one name, such as `θ` and `theta`: `names` sees to a whole question.
    """
    plain = symbol if symbol.isascii() else "".join(map(_letter, symbol))
    if plain.startswith("_"):  # Maxima keeps these for itself
        plain = "u" + plain
    letters = plain.rstrip("_0123456789")
    if not letters.replace("_", "").isalpha():
        spelt = [_DIGITS[int(letter)] if letter.isdecimal() else letter for letter in letters]
        plain = "".join(spelt) + plain[len(letters) :]
    # `i0` itself becomes `i00`, so that no two symbols meet.
    return plain + "0" if plain.rstrip("0") in RESERVED else plain


def names(symbols: Iterable[str]) -> dict[str, str]:
    """The name of each symbol of a question. Raises MathsError if two of them would be typed alike."""
    found = {symbol: name(symbol) for symbol in symbols}
    owners: dict[str, str] = {}
    for symbol, typed in found.items():
        if owners.setdefault(typed, symbol) != symbol:
            raise MathsError(f"`{owners[typed]}` and `{symbol}` would both be typed `{typed}`")
    return found


def renamed(symbols: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Symbols that are typed otherwise than they are shown, each with what to type for it.

    Not those that are only Greek letters written out, since STACK takes `λ` as well.
    """
    return tuple(
        (symbol, typed)
        for symbol, typed in names(symbols).items()
        if typed != "".join(GREEK.get(letter, letter) for letter in symbol)
    )


def _letter(letter: str) -> str:
    if letter.isascii() or letter in GREEK:
        return GREEK.get(letter, letter)
    base = unicodedata.normalize("NFD", letter)[0]
    if base.isascii() or base in GREEK:
        return GREEK.get(base, base)
    # Its number in Unicode, in the sixteen letters from a to p.
    return "u" + "".join(chr(ord("a") + int(digit, 16)) for digit in f"{ord(letter):x}")
