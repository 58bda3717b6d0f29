"""What is hidden from a reader: the one place where a case loses its dates, before anything of it is shown.

`discreet(case, hidden)` gives a case that holds no calendar date at all, so whatever is made of it (words, tables,
figures, addresses) holds none. Its times are solved from `solvable(case)`, which has the same names and keeps the
dates. Pixels cannot be read: a date burned into a picture stays.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from dashboard.domain.ages import told_age
from dashboard.domain.cases import Case, Finding, Issue, Study
from dashboard.domain.date_text import names_date, without_dates, without_full_dates
from dashboard.domain.events import Event, Quantity
from dashboard.domain.statements import END_OF, Count, Dated, DatedRange, Offset, Order, Statement, Unplaced
from dashboard.domain.when import When
from dashboard.errors import Refused

Rename = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a reader is not to see. With `names` the case is made anew by `domain/deidentify.py`: a code for title and
    id, no number, place, source, note or date. `words_read`: somebody has read its words, and none names anybody."""

    dates: bool = False
    names: bool = False
    words_read: bool = False


NOTHING = Hidden()
DATES = Hidden(dates=True)
NAMES = Hidden(dates=True, names=True)
NAMES_OF_READ = Hidden(dates=True, names=True, words_read=True)


def can_hide(case_id: str, hidden: Hidden) -> bool:
    """False for a case whose own code holds what is to be hidden: its address would tell it."""
    return not (hidden.dates and names_date(case_id))


def refuse_unhidable(case_id: str, hidden: Hidden) -> None:
    """Raises Refused for a case whose own code holds what is to be hidden."""
    if not can_hide(case_id, hidden):
        raise Refused("The code of this case holds a date, so its dates cannot be hidden.")


def aliases(case: Case) -> dict[str, str]:
    """Other names for the ids and names of a case that hold a date, by their place in the record."""
    found: dict[str, str] = {}
    ids = {"row": [event.id for event in case.events], "study": [study.id for study in case.studies],
           "issue": [issue.id for issue in case.issues]}  # fmt: skip
    named = (("moment", list(case.moments)), ("clock", [clock.name for clock in case.clocks]))
    taken = {name for _, names in (*ids.items(), *named) for name in names}
    for word, names in ids.items():
        for place, name in enumerate(names, start=1):
            if names_date(name):
                found[name] = _free(f"{word}-{place}", taken)
    for word, names in named:
        for name in names:
            if names_date(name) or without_dates(name) != name:
                found[name] = _free(f"{word} of the record", taken)
    return found


def solvable(case: Case) -> Case:
    """The case with its dates, under the names that a discreet reader sees: what its times are solved from. The same
    object where no name holds a date."""
    told = aliases(case)
    return _renamed(case, lambda name: told.get(name, name)) if told else case


def discreet(case: Case, hidden: Hidden) -> Case:
    """The case as it may be shown. Raises Refused where its own code holds a date: that cannot be hidden."""
    if not hidden.dates:
        return case
    refuse_unhidable(case.id, hidden)
    aged = told_age(case)
    case = solvable(case)
    return replace(
        case,
        title=without_dates(case.title),
        question=without_dates(case.question),
        question_source=without_dates(case.question_source),
        age=without_dates(aged),
        sex=without_dates(case.sex),
        diagnosis=without_dates(case.diagnosis),
        source=without_dates(case.source),
        birth_date="",
        origin="",
        patient_id="",
        moments={name: _undated(when) for name, when in case.moments.items()},
        events=tuple(map(_event, case.events)),
        studies=tuple(_study(study) for study in case.studies),
        findings=tuple(map(_finding, case.findings)),
        issues=tuple(map(_issue, case.issues)),
    )


def _event(event: Event) -> Event:
    return replace(
        event,
        term=without_dates(event.term),
        at=_undated(event.at),
        until=_undated(event.until) if isinstance(event.until, When) else event.until,
        quantity=None if event.quantity is None else _quantity(event.quantity),
        components=_all(event.components),
        group=without_dates(event.group),
        source=without_dates(event.source),
        place=without_dates(event.place),
        as_printed=without_dates(event.as_printed),
        note=without_dates(event.note),
        details={without_dates(name): without_dates(text) for name, text in event.details.items()},
    )


def _quantity(quantity: Quantity) -> Quantity:
    taken_out = without_dates if quantity.number is None else without_full_dates
    return replace(
        quantity, received=taken_out(quantity.received), unit_received=without_full_dates(quantity.unit_received)
    )


def _study(study: Study) -> Study:
    """UIDs and accession numbers often hold a date; nothing that is shown needs them."""
    return replace(study, label=without_dates(study.label), figure=without_dates(study.figure), uid="", accession="")


def _finding(one: Finding) -> Finding:
    word, place = without_dates(one.word), without_dates(one.place)
    return replace(one, finding=without_dates(one.finding), word=word, place=place)


def _issue(issue: Issue) -> Issue:
    summary, recorded = without_dates(issue.summary), without_dates(issue.recorded)
    return replace(issue, summary=summary, recorded=recorded, readings=_all(issue.readings))


def _all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(without_dates, texts))


def _undated(when: When) -> When:
    """The statements without those that are a date: that there was one is kept."""
    return When(Unplaced() if isinstance(part, Dated | DatedRange) else part for part in when)


def _renamed(case: Case, name: Rename) -> Case:
    return replace(
        case,
        zero=name(case.zero),
        writing=name(case.writing),
        zeros=tuple(map(name, case.zeros)),
        clocks=tuple(replace(clock, name=name(clock.name), zero=name(clock.zero)) for clock in case.clocks),
        moments={name(moment): _refer(when, name) for moment, when in case.moments.items()},
        events=tuple(_renamed_event(event, name) for event in case.events),
        studies=tuple(replace(study, id=name(study.id), event=name(study.event)) for study in case.studies),
        findings=tuple(
            replace(one, study=name(one.study), event=name(one.event), issues=tuple(map(name, one.issues)))
            for one in case.findings
        ),
        issues=tuple(replace(issue, id=name(issue.id)) for issue in case.issues),
    )


def _renamed_event(event: Event, name: Rename) -> Event:
    return replace(
        event,
        id=name(event.id),
        at=_refer(event.at, name),
        until=_refer(event.until, name) if isinstance(event.until, When) else event.until,
        issues=tuple(map(name, event.issues)),
        details={key: _referred(key, text, name) for key, text in event.details.items()},
    )


def _referred(key: str, text: str, name: Rename) -> str:
    if key == "conflict":
        return ", ".join(map(name, text.split(", ")))
    return name(text) if key in ("study", "compared_with") else text


def _refer(when: When, name: Rename) -> When:
    return When(_refers(part, name) for part in when)


def _refers(part: Statement, name: Rename) -> Statement:
    if isinstance(part, Order | Offset):
        bare = part.reference.removeprefix(END_OF)
        return replace(part, reference=part.reference.removesuffix(bare) + name(bare))
    return replace(part, clock=name(part.clock)) if isinstance(part, Count) else part


def _free(wanted: str, taken: set[str]) -> str:
    while wanted in taken:
        wanted = f"{wanted} x" if " " in wanted else f"{wanted}-x"
    taken.add(wanted)
    return wanted
