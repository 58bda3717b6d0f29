"""What holds for every network of times, tried on small ones that can be counted out by hand."""

from itertools import product
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, Window, solve
from dashboard.domain.placed import Mark
from dashboard.domain.shifting import range_words, shifts
from dashboard.domain.timing import place
from dashboard.domain.when import parse_when
from dashboard.errors import Contradiction
from tests.domain.builders import case_of

NAMES = ("a", "b", "c")
MOMENTS = ("zero", *NAMES)
BOX = range(-4, 5)
EDGE = 99


class Said(NamedTuple):
    """A statement of `subject` in the notation, and what it allows: low <= t(subject) - t(reference) <= high."""

    subject: str
    text: str
    reference: str
    low: int = -EDGE
    high: int = EDGE


@st.composite
def said(draw: st.DrawFn) -> Said:
    subject, reference = draw(st.sampled_from(NAMES)), draw(st.sampled_from(MOMENTS))
    low, wide = draw(st.integers(-3, 3)), draw(st.integers(0, 2))
    one = draw(
        st.sampled_from(
            [
                Said(subject, f"after {reference}", reference, low=0),
                Said(subject, f"before {reference}", reference, high=0),
                Said(subject, f"with {reference}", reference, 0, 0),
                Said(subject, f"{reference} + {low} d", reference, low, low),
                Said(subject, f"{reference} + {low}..{low + wide} d", reference, low, low + wide),
                Said(subject, f"{reference} - {low} d", reference, -low, -low),
                Said(subject, f"{reference} + ~{low} d", reference, low - 1, low + 1),
                Said(subject, f"{reference} + {low}.. d", reference, low=low),
                Said(subject, str(low), "zero", low, low),
                Said(subject, f"{low}..{low + wide}", "zero", low, low + wide),
                Said(subject, "..", "zero"),
            ]
        )
    )
    return one._replace(text=str(parse_when(one.text)))  # two texts of one statement are one


NETWORKS = st.lists(said(), max_size=5)


def boxed(network: list[Said]) -> Case:
    """The network with every event inside the box, so that every assignment of whole days can be tried."""
    texts = {name: "; ".join(["-4..4", *(one.text for one in network if one.subject == name)]) for name in NAMES}
    return case_of({"zero": "0"} | texts)


def loose(network: list[Said]) -> Case:
    """The network as it is."""
    texts = {name: "; ".join(one.text for one in network if one.subject == name) for name in NAMES}
    return case_of({"zero": "0"} | texts)


def solved(case: Case) -> Chronology:
    """The solved case; a draw that contradicts itself is passed over."""
    try:
        return solve(case)
    except Contradiction:
        assume(False)
        raise


def readings(network: list[Said]) -> list[dict[str, int]]:
    """Every assignment of days in the box under which all statements are true."""
    tried = (dict(zip(MOMENTS, (0, *days), strict=True)) for days in product(BOX, repeat=len(NAMES)))
    return [
        days for days in tried if all(one.low <= days[one.subject] - days[one.reference] <= one.high for one in network)
    ]


def negated(window: Window) -> Window:
    """The same interval seen from its other end."""
    low, high, nominal = (None if day is None else -day for day in (window.earliest, window.latest, window.nominal))
    return Window(high, low, nominal)


@given(NETWORKS)
def test_windows_are_exactly_as_wide_as_the_readings_that_the_record_allows(network: list[Said]) -> None:
    allowed = readings(network)
    try:
        chronology = solve(boxed(network))
    except Contradiction:
        assert not allowed
        return
    for first, second in product(MOMENTS, repeat=2):
        gaps = [days[second] - days[first] for days in allowed]
        window = chronology.interval(first, second)
        assert (window.earliest, window.latest) == (min(gaps), max(gaps))
        assert window.nominal is None or min(gaps) <= window.nominal <= max(gaps)


@given(NETWORKS, said())
def test_one_more_statement_never_widens_a_window(network: list[Said], more: Said) -> None:
    before, after = solved(loose(network)), solved(loose([*network, more]))
    for first, second in product(MOMENTS, repeat=2):
        wide, narrow = before.interval(first, second), after.interval(first, second)
        assert wide.earliest is None or (narrow.earliest is not None and narrow.earliest >= wide.earliest)
        assert wide.latest is None or (narrow.latest is not None and narrow.latest <= wide.latest)
        assert narrow.grade is not None


@given(NETWORKS)
def test_an_interval_read_from_its_other_end_is_its_negative(network: list[Said]) -> None:
    chronology = solved(loose(network))
    for first, second in product(MOMENTS, repeat=2):
        there, back = chronology.interval(first, second), chronology.interval(second, first)
        assert there == negated(back)
        assert there.grade is back.grade


@given(NETWORKS, st.sampled_from(NAMES))
def test_re_anchoring_and_back_changes_nothing(network: list[Said], zero: str) -> None:
    chronology = solved(loose(network))
    plain = {moment: chronology.window(moment) for moment in MOMENTS}
    for moment in MOMENTS:
        chronology.window(moment, zero=zero)
        assert chronology.window(zero, zero=zero) == Window(0, 0, 0)
    assert {moment: chronology.window(moment, zero="zero") for moment in MOMENTS} == plain


@given(NETWORKS.filter(lambda network: not readings(network)))
def test_the_statements_of_a_contradiction_contradict_each_other_and_none_is_idle(network: list[Said]) -> None:
    try:
        solve(loose(network))
    except Contradiction as contradiction:
        named = [one for one in network if f'{one.subject} "{parse_when(one.text)}"' in contradiction.statements]
        assert _contradicts(named)
        for one in set(named):
            assert not _contradicts([other for other in named if other != one])


def _contradicts(network: list[Said]) -> bool:
    try:
        solve(loose(network))
    except Contradiction:
        return True
    return False


@given(NETWORKS, st.lists(st.sampled_from(MOMENTS), min_size=20, max_size=20))
def test_day_zero_changed_twenty_times_and_back_moves_nothing(network: list[Said], zeros: list[str]) -> None:
    case = loose(network)
    chronology = solved(case)
    before = place(case, chronology)
    for zero in zeros:
        place(case, chronology, zero)
    assert place(case, chronology) == before


@given(NETWORKS, st.sampled_from(MOMENTS), st.sampled_from(MOMENTS))
def test_a_day_zero_that_is_exact_on_the_shown_clock_shifts_every_window(
    network: list[Said], shown: str, other: str
) -> None:
    chronology = solved(loose(network))
    by = chronology.window(other, shown)
    assume(by.is_point)
    for moment in MOMENTS:
        on_shown, on_other = chronology.window(moment, shown), chronology.window(moment, other)
        moved = [None if day is None else day - (by.earliest or 0) for day in (on_shown.earliest, on_shown.latest)]
        assert [on_other.earliest, on_other.latest] == moved


COUNTED = st.sampled_from(["3", "-2", "12.5", "0..4", "2..", "..5", "", "zero + 3 d", "zero - 1 d", "3; after zero"])


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, COUNTED)), st.sampled_from(MOMENTS), st.sampled_from(MOMENTS))
def test_where_times_are_told_by_numbers_a_shift_tells_what_another_answer_would(
    times: dict[str, str], shown: str, other: str
) -> None:
    case = case_of({"zero": "0"} | times)
    chronology = solved(case)
    placed = place(case, chronology, shown)
    target = next(item.time for item in placed if item.event.id == other)
    if not shifts(case, placed, own_clock=False) or target.mark is not Mark.EXACT:
        return
    again = {item.event.id: item for item in place(case, chronology, other)}
    for item in placed:
        days = [None if day is None else day - (target.earliest or 0) for day in (item.time.earliest, item.time.latest)]
        told = again[item.event.id].time
        assert (told.earliest, told.latest, told.mark) == (*days, item.time.mark)
        assert told.mark is Mark.NOT_DATED or told.words == range_words(case.grain, *days, own_clock=False)
