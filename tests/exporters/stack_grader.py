"""Marks STACK questions as STACK does, in real Maxima, with a few lines of Maxima for STACK's answer test.

    marks = grade(question, [{"ans1": "2*x"}, {"ans1": "2x"}])
    marks[0]["prt1"]           # Mark(score=1.0, penalty=0.0, notes=("prt1-1-T",), feedback=())
    marks[1]["prt1"].score     # None: `2x` is not valid
    run_tests(questions)       # what fails of the question tests, as sentences

What is emulated: which answers are valid (`stack/cas/cassecurity.class.php`, `stack/input`), that statements run in
their order with or without simplification, `AlgEquiv` (`stack/maxima/stackmaxima.mac`), the walk through a tree with
its score modes, penalties and notes (`stack/prt.evaluatable.class.php`). It finds equal what STACK 4.11 finds equal in
all cases that we tried, except that decimals are exact here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from maxima_process import evaluate, quoted
from stack_reader import END, Input, Question, Test, Tree

PRELUDE = (Path(__file__).parent / "stack_tests.mac").read_text()

# What a student may call, and the constants; other names only if they are short, Greek, or end in a digit.
KNOWN = frozenset({
    "sqrt", "exp", "log", "ln", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "abs", "erf",
    "matrix", "inf", "oo", "oc", "co", "cc", "pi", "true", "false",
})  # fmt: skip
GREEK = frozenset({
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
    "xi", "omicron", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
})  # fmt: skip
_NAME = re.compile(r"(?<![\w%])[^\W\d]\w*")
_DECIMAL = re.compile(r"(?<![\w.])(?:\d+\.\d*|\.\d+)(?![\w.])")
_TYPED = re.compile(r"[\w\s.%+\-*/^()\[\]{},=<>!]*", re.ASCII)
_UNSTARRED = re.compile(r"(?<![\w.])(\d+\.?\d*|\.\d+)(?=[A-Za-df-z(]|e(?!\d|[+-]\d))|(?<=\))(?=[\w(])")
_STOP = "%stack_prt_stop_p"
_AT_ONCE = 500  # statements of one process
_EMPTY = {"string": '""', "matrix": "matrix([null])"}
_CONSTANTS = frozenset({"e", "i"})
_CHOSEN = ("radio", "dropdown", "checkbox")


@dataclass(frozen=True)
class Mark:
    """What a tree gives for some answers; a score of None where one of them is missing or invalid."""

    score: float | None
    penalty: float | None = None
    notes: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()


NOTHING = Mark(None)


def grade(question: Question, responses: Sequence[Mapping[str, str]]) -> list[dict[str, Mark]]:
    """The marks of each response: the texts typed, by input (a word as it is typed, without quotes)."""
    return grade_all([(question, response) for response in responses])


def grade_all(cases: Sequence[tuple[Question, Mapping[str, str]]]) -> list[dict[str, Mark]]:
    """The marks of responses to any questions, from few runs of Maxima."""
    typed = [_typed(question, response) for question, response in cases]
    checks = _run([_checks(question, texts) for (question, _), texts in zip(cases, typed, strict=True)])
    scripts = [
        _Script(
            question,
            {
                name: text
                for (name, text), found in zip(texts.items(), check[3::4], strict=True)
                if found == "true"
            },
        )
        for (question, _), texts, check in zip(cases, typed, checks, strict=True)
    ]
    values = _run([script.lines for script in scripts])
    return [script.marks(found) for script, found in zip(scripts, values, strict=True)]


def _typed(question: Question, response: Mapping[str, str]) -> dict[str, str]:
    """The answers that may be typed, as statements of Maxima. (Whether it can read them is to be seen.)"""
    found = {}
    for name, entry in question.inputs.items():
        text = _meant(entry, response.get(name, "").strip())
        if not text and "allowempty" in entry.settings["options"]:
            found[name] = _EMPTY.get(entry.type, "EMPTYANSWER")
        elif text and _valid(question, entry, text):
            found[name] = quoted(text) if entry.type == "string" else _exact(text)
    return found


def _checks(question: Question, typed: Mapping[str, str]) -> list[str]:
    """Four statements an answer, of which the last says whether it is one: Maxima reads it, and it has a value."""
    lines = []
    for name, text in typed.items():
        number = question.inputs[name].type == "numerical" and text not in _EMPTY.values()
        wanted = "at_real(at_probe)" if number else "is(errcatch(ev(at_probe, simp)) # [])"
        lines += [
            "simp: false",
            "at_probe: at_nothing",
            f"at_probe: {text}",
            f"simp: is(at_probe # at_nothing) and {wanted}",
        ]
    return lines


def _run(scripts: Sequence[Sequence[str]]) -> list[list[str | None]]:
    """What the statements of each script give. A script needs nothing of those before it."""
    found: list[list[str | None]] = []
    waiting = list(scripts)
    while waiting:
        taken = 1
        while taken < len(waiting) and sum(map(len, waiting[: taken + 1])) <= _AT_ONCE:
            taken += 1
        ran = iter(evaluate([line for script in waiting[:taken] for line in script], before=PRELUDE))
        found += [[next(ran) for _ in script] for script in waiting[:taken]]
        del waiting[:taken]
    return found


def run_tests(questions: Iterable[Question]) -> list[str]:
    """The question tests that fail, each in a sentence."""
    wanted = [(question, test) for question in questions for test in question.tests]
    marks = grade_all(list(zip([question for question, _ in wanted], entered(wanted), strict=True)))
    faults = []
    for (question, test), found in zip(wanted, marks, strict=True):
        for tree, expected in test.expected.items():
            mark = found[tree]
            note = mark.notes[-1] if mark.notes else "NULL"
            same = _near(mark.score, expected.score) and _near(mark.penalty, expected.penalty)
            if not same or note != expected.note:
                faults.append(f"{question.name}, test {test.name}, {tree}: expected {expected}, got {mark}")
    return faults


def _near(a: float | None, b: float | None) -> bool:
    """STACK compares to three decimals, after recognising simple fractions."""
    return a is b if a is None or b is None else abs(a - b) < 0.0006


def entered(wanted: Sequence[tuple[Question, Test]]) -> list[dict[str, str]]:
    """What question tests type: the values of their inputs as text; as they stand if Maxima cannot read them."""
    scripts = [[*_opening(question), "simp: false", *test.inputs.values()] for question, test in wanted]
    typed = []
    for (_, test), values in zip(wanted, _run(scripts), strict=True):
        read = values[len(values) - len(test.inputs) :]
        texts = zip(test.inputs.items(), read, strict=True)
        typed.append(
            {
                name: text[4:] if text.startswith("RAW:") else _unquoted(value or text)
                for (name, text), value in texts
            }
        )
    return typed


def _opening(question: Question) -> list[str]:
    """A new session: the names of constants, then the question variables and the answers of the teacher."""
    return [
        "simp: true",
        "remvalue(all)",
        "[e: %e, i: %i, pi: %pi]",
        f"simp: {'true' if question.simplify else 'false'}",
        *_statements(question.variables),
    ]


class _Script:
    """The statements that mark one response, and how to read what they give."""

    def __init__(self, question: Question, typed: Mapping[str, str]) -> None:
        self.question = question
        self.lines = [
            *_opening(question),
            "simp: false",
            *[f"{name}: {text}" for name, text in typed.items()],
        ]
        self.places: dict[str, int] = {}
        self.trees = [
            tree
            for tree in question.trees.values()
            if all(name in typed for name in question.inputs if tree.mentions(name))
        ]
        for tree in self.trees:
            self.add(f"simp: {'true' if tree.simplify else 'false'}", f"{_STOP}: false")
            self.add(*_statements(tree.variables), f"is({_STOP} = true)", key=f"{tree.name} stops")
            for node in tree.nodes.values():
                assert node.test == "AlgEquiv", f"no emulation of {node.test}"
                self.add(f"at_alg_equiv({node.sans}, {node.tans})", key=f"{tree.name} {node.name}")
                for side, branch in (("true", node.true), ("false", node.false)):
                    self.add(f"ev({branch.score or 0}, simp)", key=f"{tree.name} {node.name} {side}")

    def add(self, *lines: str, key: str = "") -> None:
        self.lines += lines
        if key:
            self.places[key] = len(self.lines) - 1

    def marks(self, values: Sequence[str | None]) -> dict[str, Mark]:
        read = {key: values[place] for key, place in self.places.items()}
        marks = dict.fromkeys(self.question.trees, NOTHING)
        for tree in self.trees:
            if read[f"{tree.name} stops"] != "true":
                marks[tree.name] = self._walk(tree, read)
        return marks

    def _walk(self, tree: Tree, read: Mapping[str, str | None]) -> Mark:
        score, penalty = Fraction(0), self.question.penalty
        notes: list[str] = []
        feedback: list[str] = []
        node = tree.first
        for _ in tree.nodes:
            outcome = read[f"{tree.name} {node.name}"]
            side = "true" if outcome == "true" else "false"  # a test that cannot be made is false
            branch = node.true if side == "true" else node.false
            amount = read[f"{tree.name} {node.name} {side}"]
            assert amount is not None, f"{tree.name}: the score {branch.score} has no value"
            step = Fraction(amount)
            score = {"=": step, "+": score + step, "-": score - step}[branch.mode]
            penalty = float(branch.penalty) if branch.penalty else penalty
            notes.append(branch.note)
            feedback += [branch.feedback] if branch.feedback else []
            if branch.next == END:
                bounded = float(min(max(score, Fraction(0)), Fraction(1)))
                return Mark(bounded, 0.0 if bounded == 1 else penalty, tuple(notes), tuple(feedback))
            node = tree.nodes[branch.next]
        raise AssertionError(f"{tree.name} runs in a circle")


def _valid(question: Question, entry: Input, text: str) -> bool:
    """May a student type this here? (Whether Maxima can read it is seen later.)"""
    if entry.type == "string" or entry.type in _CHOSEN:
        return True
    if not _TYPED.fullmatch(text):
        return False
    if entry.settings["forbidfloat"] == "1" and _DECIMAL.search(text):
        return False
    variables = dict([statement.split(":", 1) for statement in _statements(question.variables)])
    own = {name.strip() for name in variables}
    allowed, forbidden = (
        {word.strip() for word in entry.settings[kind].split(",")} for kind in ("allowwords", "forbidwords")
    )
    needed = set(_NAME.findall(variables.get(entry.tans, entry.tans))) | KNOWN | _CONSTANTS
    for word in _NAME.findall(text):
        free = len(word) <= 2 or word in KNOWN | GREEK or word[-1].isdigit()
        if word in forbidden or (word not in allowed and (word in own or not free)):
            return False
        if "checkvars:1" in entry.settings["options"] and word not in needed:
            return False
    return True


def _meant(entry: Input, text: str) -> str:
    """The text as STACK reads it: stars where a product can only be meant (`2x`, `(x+1)(x+2)`), other names of
    functions, Greek letters written out."""
    if entry.type == "string" or entry.type in _CHOSEN:
        return text
    text = re.sub(r"\barc(sin|cos|tan)\b", r"a\1", re.sub(r"\bln\b", "log", text))
    text = re.sub("[α-ωΑ-Ω]", _greek, text)
    return (
        text if entry.settings["insertstars"] == "0" else _UNSTARRED.sub(lambda found: f"{found[0]}*", text)
    )


def _greek(letter: re.Match[str]) -> str:
    _, size, _, *words = unicodedata.name(letter[0]).split()
    word = words[-1].replace("LAMDA", "LAMBDA")
    return word.lower() if size == "SMALL" else word.title()


def _statements(code: str) -> list[str]:
    """The statements of some code: one a line, each ended by a semicolon."""
    return [line.strip().rstrip(";") for line in code.splitlines() if line.strip()]


def _exact(text: str) -> str:
    """Decimals as fractions."""
    return _DECIMAL.sub(lambda found: f"({Fraction(found[0])})", text) if not text.startswith('"') else text


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') and text.endswith('"') else text
