"""What formats could not say is told once for each reason, however much was done instead."""

from generator.cli.losses import loss_lines
from generator.pipeline import LossKind


def told(*losses: tuple[str, str, str, int]) -> list[str]:
    found = {LossKind("moodle", family, "", why, instead): n for family, why, instead, n in losses}
    return list(loss_lines(found))


def test_what_was_done_instead_stands_below_its_one_reason() -> None:
    assert told(
        ("a/one", "whole marks only", "worth 2 instead of 3", 3),
        ("a/two", "no units", "the unit is printed", 1),
        ("a/three", "whole marks only", "worth 8 instead of 4", 3),
        ("a/four", "whole marks only", "worth 2 instead of 3", 1),
    ) == [
        "  moodle: whole marks only:",
        "          - worth 2 instead of 3 in a/one (3 variants); a/four (1 variant)",
        "          - worth 8 instead of 4 in a/three (3 variants)",
        "  moodle: no units: the unit is printed",
        "          in a/two (1 variant)",
    ]


def test_formats_that_say_the_same_say_it_together() -> None:
    reasons = {"qti21": "no units", "moodle": "no commas", "qti30": "no units"}
    found = {LossKind(name, "a/one", "", why, "it is printed"): 2 for name, why in reasons.items()}
    found[LossKind("qti22", "a/two", "", "no units", "it is printed")] = 2
    assert list(loss_lines(found)) == [
        "  moodle: no commas: it is printed",
        "          in a/one (2 variants)",
        "  qti21, qti30: no units: it is printed",
        "         in a/one (2 variants)",
        "  qti22: no units: it is printed",
        "         in a/two (2 variants)",
    ]
