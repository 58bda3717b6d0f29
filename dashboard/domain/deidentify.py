"""A case without what tells whose it is: what remains is made anew, part by part, so that nothing can slip through.

Free text goes unless somebody has read it and says that it names nobody (`confirmed`); even then dates, long numbers
and the identifiers that the case itself names are taken out. Notes, sources and places go in any case. docs/export.md
tells the same as a table.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.ages import told_age
from dashboard.domain.analytes import NO_ANALYTE, analytes, measured_by
from dashboard.domain.cases import MODALITY_WORDS, Case, Clock, Finding, Issue, Study
from dashboard.domain.events import Event, Kind, Quantity, State
from dashboard.domain.known_phrases import is_known
from dashboard.domain.plausibility import FLAG
from dashboard.domain.relative_times import MOST_YEARS, START, dated, retelling, too_long
from dashboard.domain.scrubbing import scrubbed
from dashboard.domain.statements import END_OF
from dashboard.domain.ucum import canonical_unit
from dashboard.domain.when import When

_KINDS = {Kind.LAB: "Laboratory", Kind.NEURO_STATUS: "Neurological status"}
_OF_STUDIES = {"uid": "UIDs of studies", "accession": "accession numbers", "figure": "figures"}
_AGE = re.compile(
    r"(?P<years>[0-9]{1,3}) ?(?:years?|yrs?|a|y)(?:,? [0-9]{1,2} ?(?:months?|mo))?|"
    r"[0-9]{1,3} ?(?:months?|mo|weeks?|wk|days?|d)"
)
_NUMBER = re.compile(r"[<>=]{0,2} ?[-+]?[0-9][0-9 .,'\u00a0\u2009\u202f]{0,20}")
_PATTERNS = {
    "rank": re.compile(r"[1-5](?:\.\.[1-5])?|NR"),
    "trend": re.compile(r"new|worsening|stable|improving|improved|recovered"),
    "emphasis": re.compile(r"strong"),
    "time_kind": re.compile(r"order only"),
    "verify": FLAG,
}
_MODALITIES = frozenset(("CT", "MR", "US", "PT", "XR", "CR", "DX", "SM", "NM", "XA", "RF", "MG", "OT", "ECG", "EEG"))
_WORDS = ("label", "zero_label", "indication", "dose", "sites")  # texts that a person can confirm
_LISTS = ("drug_class", "route", "flags")  # one entry for each part


@dataclass(frozen=True, slots=True)
class Nameless:
    """A case that tells nobody: `names` gives the new names of events and moments, `studies` of studies; `removed` is
    how often what was taken out, by kind of thing; `own` are the identifiers that the case itself names."""

    case: Case
    names: Mapping[str, str]
    studies: Mapping[str, str]
    removed: Mapping[str, int]
    own: tuple[str, ...]

    def sentences(self) -> tuple[str, ...]:
        """The manifest: a sentence for each kind of thing, without any of it."""
        return tuple(f"{words}: {count}" for words, count in self.removed.items())

    def moment(self, moment: str) -> str:
        """The new name of a moment of the chronology."""
        bare = moment.removeprefix(END_OF)
        return moment.removesuffix(bare) + self.names[bare]

    def scrubbed(self, text: str) -> str:
        """Words beside the case that somebody has read, without what looks like an identifier or is one of its own."""
        return scrubbed(text, self.own)


def deidentified(case: Case, code: str, *, confirmed: bool) -> Nameless:
    """The case under its code; `confirmed`: somebody has read its words and says that they name nobody."""
    return _Anew(case, code, confirmed).case()


class _Anew:
    """Makes one case anew."""

    def __init__(self, case: Case, code: str, confirmed: bool) -> None:
        self._case = case
        self._code = code
        self._confirmed = confirmed
        self._removed: Counter[str] = Counter()
        self._events = _numbered("e", (event.id for event in case.events))
        self._studies = _numbered("s", (study.id for study in case.studies))
        self._issues = _numbered("x", (issue.id for issue in case.issues))
        self._groups = _numbered("g", (event.group for event in case.events if event.group))
        self._sources = _numbered("source ", (event.source for event in case.events if event.source))
        self._clocks = {clock.name: self._clock_name(clock.name, at) for at, clock in enumerate(case.clocks)}
        moments = _numbered("moment-", case.moments)
        self._moments = {name: name if is_known(name) else moments[name] for name in case.moments}
        names = self._events | self._moments | self._clocks
        self._times = retelling(case, names, self._clocks)
        self._ranks = _ranks(event.seq for event in case.events if event.seq is not None)
        self._own = tuple(identifiers(case))

    def case(self) -> Nameless:
        """The case, and what was taken out."""
        given = self._case
        self._note_times()
        moments = {self._moments[name]: self._times.when(when) for name, when in given.moments.items()}
        if self._times.needs_start:
            moments[START] = When()
        made = Case(
            id=self._code,
            title=self._code,
            question=self._words(given.question, "questions") or "question not told",
            zero=self._times.names[given.zero],
            age=self._age(told_age(given)),
            sex=given.sex if is_known(given.sex) else self._gone(given.sex, "words for sex that are not known"),
            diagnosis=self._words(given.diagnosis, "words of the diagnosis"),
            grain=given.grain,
            clocks=tuple(Clock(self._clocks[one.name], self._events[one.zero], one.first) for one in given.clocks),
            moments=moments,
            writing=self._moments.get(given.writing, ""),
            zeros=tuple(self._events[zero] for zero in given.zeros),
            events=tuple(map(self._event, given.events)),
            studies=tuple(map(self._study, given.studies)),
            findings=tuple(self._findings()),
            issues=tuple(map(self._issue, given.issues)),
        )
        for what, text in _always_gone(given):
            self._gone(text, what)
        return Nameless(made, self._times.names, self._studies, dict(self._removed), self._own)

    def _note_times(self) -> None:
        times = [*self._case.moments.values()]
        for event in self._case.events:
            times += [event.at, *([event.until] if isinstance(event.until, When) else [])]
        self._removed["dates, told as days from day 0"] += dated(times)
        self._removed[f"times longer than {MOST_YEARS} years from what they count from"] += too_long(times)
        self._removed = +self._removed

    def _event(self, event: Event) -> Event:
        quantity = self._quantity(event)
        return Event(
            id=self._events[event.id],
            kind=event.kind,
            term=self._term(event),
            at=self._times.when(event.at),
            until=self._times.when(event.until) if isinstance(event.until, When) else event.until,
            state=event.state,
            quantity=quantity,
            components=tuple(self._words(part, "parts of events") or "not told" for part in event.components),
            group=self._groups.get(event.group, ""),
            source=self._sources.get(event.source, ""),
            place=self._gone(event.place, "places in documents"),
            as_printed=self._gone(event.as_printed, "words as printed"),
            note=self._gone(event.note, "notes"),
            issues=tuple(self._issues[one] for one in event.issues if one in self._issues),
            seq=None if event.seq is None else self._ranks[event.seq],
            details=dict(self._details(event)),
        )

    def _term(self, event: Event) -> str:
        analyte = measured_by(event)
        if analyte is not None:
            return event.term if is_known(event.term) else analyte.title
        kept = self._words(event.term, "terms, told by their kind only")
        return kept or _kind_words(event)

    def _details(self, event: Event) -> Iterator[tuple[str, str]]:
        for name, text in event.details.items():
            if name == "study":
                yield name, self._studies.get(text, "")
            elif name == "conflict":
                known = [self._issues[one] for one in text.split(", ") if one in self._issues]
                yield from [(name, ", ".join(known))] * bool(known)
            elif name == "analyte" and (text in analytes() or text == NO_ANALYTE):
                yield name, text
            elif name == "modality":
                yield name, text if text in _MODALITIES else "OT"
            elif name in _PATTERNS and _PATTERNS[name].fullmatch(text):
                yield name, text
            elif name in _WORDS or name in _LISTS:
                kept = self._list(text) if name in _LISTS else self._words(text, f"words of {name.replace('_', ' ')}")
                yield from [(name, kept)] * bool(kept)
            else:
                self._gone(text, "other columns")

    def _list(self, text: str) -> str:
        parts = [part.strip() for part in text.split(";")]
        return "; ".join(self._words(part, "parts of events") or "not told" for part in parts)

    def _quantity(self, event: Event) -> Quantity | None:
        """A number of something whose name is told; a text that is known or confirmed; else nothing."""
        given = event.quantity
        if given is None:
            return None
        named = self._confirmed or is_known(event.term) or measured_by(event) is not None
        if given.number is None or not _NUMBER.fullmatch(given.received.strip()):
            kept = self._words(given.received, "values that are words") if named else ""
            return Quantity(kept, "") if kept else None
        if not named or any(own in given.received for own in self._own):
            self._removed["values of what is not told"] += 1
            return None
        unit, received = (_plain_unit(one or "") for one in (given.unit, given.unit_received))
        if unit in ("a", "mo") and given.number > MOST_YEARS * (12 if unit == "mo" else 1):
            self._removed[f"ages above {MOST_YEARS}, told as such"] += 1
            limit = Decimal(MOST_YEARS * (12 if unit == "mo" else 1))
            return Quantity(f">{limit}", unit, limit, unit, ">")
        return Quantity(given.received, received, given.number, unit, given.comparator)

    def _study(self, study: Study) -> Study:
        modality = study.modality if study.modality in _MODALITIES else "OT"
        at = list(self._studies).index(study.id) + 1
        for what in ("uid", "accession", "figure"):
            self._gone(getattr(study, what), _OF_STUDIES[what])
        label = self._words(study.label, "labels of studies") or f"{MODALITY_WORDS.get(modality, modality)} {at}"
        return Study(self._studies[study.id], self._events[study.event], label, modality, "", study.illustration)

    def _findings(self) -> Iterator[Finding]:
        names = _numbered("finding ", (one.finding for one in self._case.findings))
        for one in self._case.findings:
            self._gone(one.place, "places in documents")
            yield Finding(
                study=self._studies.get(one.study, ""),
                finding=self._words(one.finding, "names of findings, numbered") or names[one.finding],
                trend=one.trend,
                word=self._words(one.word, "words of findings"),
                event=self._events.get(one.event, ""),
                issues=tuple(self._issues[issue] for issue in one.issues if issue in self._issues),
            )

    def _issue(self, issue: Issue) -> Issue:
        self._gone(issue.summary, "descriptions of known issues")
        words = (
            "Two statements of the source cannot both hold." if issue.conflict else "Something is open in the source."
        )
        readings = ("first reading, not told", "second reading, not told") if issue.conflict else ()
        return Issue(self._issues[issue.id], words, "", issue.conflict, readings)

    def _age(self, age: str) -> str:
        match = _AGE.fullmatch(age.strip())
        if match is None:
            return self._gone(age, "ages that are no plain numbers")
        if match["years"] and int(match["years"]) > MOST_YEARS:
            self._removed[f"ages above {MOST_YEARS}, told as such"] += 1
            return f"over {MOST_YEARS} years"
        return age.strip()

    def _words(self, text: str, what: str) -> str:
        """A text that may go out: one that is known, or that somebody has confirmed, without dates and numbers."""
        if not text.strip() or is_known(text) or is_known(re.sub(r" ?\d{1,3}$", "", text)):
            return text
        if not self._confirmed:
            return self._gone(text, what)
        found = scrubbed(text, self._own)
        self._removed["dates, long numbers and addresses in confirmed words"] += found != text
        self._removed = +self._removed
        return found

    def _gone(self, text: object, what: str) -> str:
        self._removed[what] += bool(text)
        self._removed = +self._removed
        return ""

    def _clock_name(self, name: str, at: int) -> str:
        return name if is_known(name) else f"clock {chr(ord('a') + at % 26) * (1 + at // 26)}"


def _numbered(prefix: str, names: Iterable[str]) -> dict[str, str]:
    """New names by number, in the order in which the old ones first come."""
    return {name: f"{prefix}{at}" for at, name in enumerate(dict.fromkeys(names), start=1)}


def _ranks(numbers: Iterable[int]) -> dict[int, int]:
    return {number: at for at, number in enumerate(sorted(set(numbers)), start=1)}


def _plain_unit(unit: str) -> str:
    """A unit of UCUM without words in braces; "" for anything else."""
    code = canonical_unit(unit) if unit else ""
    return "" if code is None else re.sub(r"\{[^{}]*\}", "{count}", unit)


def _kind_words(event: Event) -> str:
    """What an event is, without its own words."""
    modality = event.detail("modality")
    if event.kind is Kind.IMAGING and modality in _MODALITIES:
        return f"Imaging, {MODALITY_WORDS.get(modality, modality)}"
    words = _KINDS.get(event.kind, str(event.kind).capitalize())
    return f"{words}, not told" if event.state is State.PRESENT else words


def _always_gone(case: Case) -> Iterator[tuple[str, str]]:
    """What of the case itself never goes out: what it is, and the text."""
    yield "titles", case.title
    yield "the id of the case; events, studies and issues are numbered anew", case.id
    yield "patient numbers", case.patient_id
    yield "birth dates", case.birth_date
    yield "calendar dates of day 0", case.origin
    yield "names of documents", case.source
    yield "names of documents", case.question_source


def identifiers(case: Case) -> Iterator[str]:
    """What the case itself names as identifiers, for a search in confirmed words."""
    for text in (case.id, case.patient_id, *(part for study in case.studies for part in (study.uid, study.accession))):
        if len(text) >= 3:
            yield text
