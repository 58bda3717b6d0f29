"""The times of the two published cases, as far as the tests of time need them: the statements, not their windows."""

from dashboard.domain.cases import Case, Clock
from tests.domain.builders import case_of

CASE_1 = {
    "P1-01": "", "P1-02": ("P1-03 - ~10 d", "0"), "P1-03": "0", "P1-07": "P1-03 + 0..48 h",
    "P1-08": "P1-03 + 0..48 h; after P1-07", "P1-10": "after P1-08; before P1-21", "P1-11": "after P1-07; before P1-21",
    "P1-12": "after P1-11; before P1-21", "P1-13": "after P1-07; before P1-21", "P1-14": "after P1-13; before P1-15",
    "P1-15": "after P1-14; before P1-16; before P1-21", "P1-16": "P1-15 + 0..24 h; before P1-21",
    "P1-21": "P1-07 + ~2 wk; after P1-16", "P1-22": "with P1-21", "P1-23": "P1-21 + ~3 wk",
    "P1-24": ("with P1-23", "P1-24 + ~2 mo"), "P1-25": "after P1-23; before P1-27",
    "P1-27": ("after P1-25; before P1-31", "with P1-31"), "P1-31": "P1-12 + ~3 a", "P1-32": "with publication",
    "P1-35": "..", "P1-36": "after P1-03",
}  # fmt: skip
CASE_2 = {
    "P2-02": ("P2-03 - ~1 wk", "0"), "P2-03": "0", "P2-05": ("0", "with P2-24"), "P2-07": "P2-03 + 0..12 h",
    "P2-10": ("after P2-07; before P2-16", "unknown"), "P2-16": ("hospital day 2; after P2-10", "unknown"),
    "P2-17": ("therapy day 1", "therapy day 7"), "P2-18": "therapy day 8", "P2-20": ("with P2-18", "unknown"),
    "P2-21": "P2-20 + 0..3 d", "P2-22": "after P2-21; before P2-24", "P2-24": "hospital day 20", "P2-25": "with P2-24",
    "P2-26": "P2-25 + 2 d", "P2-28": "P2-26 + 2 d", "P2-29": "P2-26 + 2 d", "P2-31": "after P2-29",
}  # fmt: skip


def case_1() -> Case:
    """Patient 1, counted from the visit to the pediatrician."""
    return case_of(CASE_1, {"publication": "after P1-31"}, zero="P1-03", writing="publication")


def case_2() -> Case:
    """Patient 2, with the clocks of the hospital stay and of the therapy."""
    clocks = (Clock("hospital day", "P2-07"), Clock("therapy day", "P2-16"))
    return case_of(CASE_2, zero="P2-03", clocks=clocks)
