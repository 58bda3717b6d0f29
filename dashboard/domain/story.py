"""The story of a case: a handful of views that tell its course in the order of the record, chosen by rule.

A view is what is on screen at one moment of a talk: a window of the timeline, the event in focus, pictures, and one
sentence made of the record's own words. Slides, the offline file and a presentation start from the same views; how they
look is not known here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.brief import has_time, told
from dashboard.domain.cases import Case
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.leukocytes import highest, is_reported
from dashboard.domain.placed import Mark, Placed, Timing
from dashboard.domain.spans import plain

FEWEST, MOST = 5, 8
MOST_PICTURES = 4
MOST_TOLD = 6
FAR = 8.0  # a window is narrowed where the course is so many times as long as what the view tells

PRESENTATION = "Presentation"
COUNTS = "Counts"
DIAGNOSIS = "Diagnosis"
TREATMENT = "Treatment"
STATUS = "Neurological status"
IMAGING = "Imaging"
PROCEDURES = "Procedures"
COMPLICATIONS = "Complications"
DECISIONS = "Decisions"
OUTCOME = "Outcome"
TOPICS = frozenset(
    (PRESENTATION, COUNTS, DIAGNOSIS, TREATMENT, STATUS, IMAGING, PROCEDURES, COMPLICATIONS, DECISIONS, OUTCOME)
)


@dataclass(frozen=True, slots=True)
class StoryView:
    """One view. `event` is in focus and one of `events`, which the sentence tells; `studies` have their pictures shown;
    `start` and `stop` are days as an address writes them, "" for the whole course; `zero` is the event that days count
    from, "" for the case's own. `own` is a sentence of the presenter, `notes` are for nobody else."""

    title: str
    event: str
    events: tuple[str, ...]
    studies: tuple[str, ...]
    sentence: str
    start: str = ""
    stop: str = ""
    zero: str = ""
    own: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """Neighbouring key events that one view tells, each with what it stands for in the story."""

    items: tuple[tuple[str, Placed], ...]
    pictures: int

    def __add__(self, other: "_Part") -> "_Part":
        return _Part(self.items + other.items, self.pictures + other.pictures)

    @property
    def topics(self) -> tuple[str, ...]:
        """What it tells of, each once."""
        return tuple(dict.fromkeys(topic for topic, _ in self.items))


def story_of(case: Case, placed: Sequence[Placed], zero: str = "") -> tuple[StoryView, ...]:
    """Five to eight views of a case in the order of its record, fewer where it says little; `placed` counts its days
    from `zero`."""
    shown = {study.event: study.id for study in case.studies}
    topic_of = _topic_of(case, placed)
    told_of = [(topic, item) for item in placed if has_time(item) and (topic := topic_of(item))]
    keys = [_Part((key,), int(key[1].event.id in shown)) for key in told_of]
    parts = _in_runs([key for key in keys if _is_ordered(key.items[0][1])])
    parts = _with_loose(parts, [key for key in keys if not _is_ordered(key.items[0][1])])
    while len(parts) > MOST:
        parts = _merged(parts)
    while len(parts) < FEWEST and any(len(part.items) > 1 for part in parts):
        parts = _split(parts, shown)
    course = _days([item for item in placed if has_time(item)])
    return tuple(_view(case, part, shown, course, zero) for part in parts)


def _topic_of(case: Case, placed: Sequence[Placed]) -> Callable[[Placed], str]:
    """What an event stands for in the story; "" for one that the story leaves out."""
    first = _presentation(case, placed)
    counts = _counts(placed)
    diagnosis = _diagnosis(placed)
    starts = _firsts(placed, Kind.TREATMENT, lambda event: event.components or (event.term,))
    changes = _changes(placed)
    scans = {study.event for study in case.studies}

    def topic(item: Placed) -> str:
        event = item.event
        at_end = item.time.mark is Mark.AS_OF_WRITING and event.kind in (Kind.OUTCOME, Kind.NEURO_STATUS)
        named = (
            (OUTCOME, at_end),
            (PRESENTATION, event.id in first),
            (COUNTS, event.id in counts),
            (DIAGNOSIS, event.id == diagnosis),
            (TREATMENT, event.id in starts),
            (STATUS, event.id in changes),
            (IMAGING, event.id in scans),
            (COMPLICATIONS, event.kind is Kind.COMPLICATION and event.state is State.PRESENT),
            (DECISIONS, event.kind is Kind.DECISION),
            (OUTCOME, event.kind is Kind.OUTCOME),
            (PROCEDURES, event.detail("emphasis") == "strong"),
        )
        return next((name for name, true in named if true), "")

    return topic


def _presentation(case: Case, placed: Sequence[Placed]) -> set[str]:
    """The encounters up to day 0; without one the first event of the record."""
    ids = [item.event.id for item in placed]
    until = ids.index(case.zero) + 1 if case.zero in ids else 1
    early = {item.event.id for item in placed[:until] if item.event.kind is Kind.ENCOUNTER and has_time(item)}
    return early | ({case.zero} if case.zero in ids else set(ids[:1]))


def _counts(placed: Sequence[Placed]) -> set[str]:
    """The first and the highest leukocyte count."""
    found = [item.event for item in placed if is_reported(item.event)]
    return {event.id for event in (*found[:1], *highest(found)[:1])}


def _diagnosis(placed: Sequence[Placed]) -> str:
    """The event that names itself the diagnosis, else the first finding of pathology; "" without either."""
    stated = [item.event for item in placed if item.event.state is State.PRESENT]
    named = [event for event in stated if any("diagnos" in text.lower() for text in _names(event))]
    found = [event for event in named if event.kind in (Kind.PATHOLOGY, Kind.PROCEDURE, Kind.LAB)]
    found += [event for event in stated if event.kind is Kind.PATHOLOGY]
    return found[0].id if found else ""


def _names(event: Event) -> tuple[str, str, str]:
    return event.detail("zero_label"), event.detail("label"), event.term


def _firsts(placed: Sequence[Placed], kind: Kind, name: Callable[[Event], tuple[str, ...]]) -> set[str]:
    """The present events of a kind that bring something which none before them had."""
    seen: set[str] = set()
    found: set[str] = set()
    for item in placed:
        event = item.event
        if event.kind is kind and event.state is State.PRESENT:
            new = {part.casefold() for part in name(event)} - seen
            seen |= new
            found |= {event.id} if new else set()
    return found


def _changes(placed: Sequence[Placed]) -> set[str]:
    """Reported states that differ from the one before, and trends."""
    found: set[str] = set()
    last = ""
    for item in placed:
        event = item.event
        if event.kind is not Kind.NEURO_STATUS or event.state is not State.PRESENT:
            continue
        rank = event.detail("rank")
        if rank[:1].isdigit() and (rank != last or ".." in rank):
            found.add(event.id)
            last = rank
    return found


def _in_runs(parts: Sequence[_Part]) -> list[_Part]:
    """Neighbours of one topic together, as far as their pictures fit one view."""
    found: list[_Part] = []
    for part in parts:
        if found and found[-1].topics == part.topics and found[-1].pictures + part.pictures <= 1:
            found[-1] += part
        else:
            found.append(part)
    return found


def _is_ordered(item: Placed) -> bool:
    """Whether the record says what comes before it and after it, or the day."""
    return item.rank is not None or item.time.mark is not Mark.ORDER_ONLY


def _with_loose(parts: list[_Part], loose: Sequence[_Part]) -> list[_Part]:
    """What has no order stands with others of its topic, the last ones; else before the outcome."""
    parts = list(parts)
    for one in loose:
        alike = [at for at, part in enumerate(parts) if set(one.topics) & set(part.topics)]
        if alike:
            parts[alike[-1]] += one
        else:
            ended = bool(parts) and parts[-1].topics == (OUTCOME,)
            parts.insert(len(parts) - 1 if ended else len(parts), one)
    return parts


def _merged(parts: list[_Part]) -> list[_Part]:
    """One view less: the two neighbours together that burden a view least. The outcome stays by itself while it can."""
    costs = [_cost(one, two) for one, two in zip(parts, parts[1:], strict=False)]
    at = costs.index(min(costs))
    return [*parts[:at], parts[at] + parts[at + 1], *parts[at + 2 :]]


def _cost(one: _Part, two: _Part) -> float:
    both = one + two
    apart = 20 if (OUTCOME in one.topics) != (OUTCOME in two.topics) else 0
    crowded = 40 if both.pictures > MOST_PICTURES else 3 * both.pictures
    long = 25 if len(both.items) > MOST_TOLD else 0
    return len(both.items) ** 2 / 2 + crowded + long + apart + (0 if set(one.topics) & set(two.topics) else 2)


def _split(parts: list[_Part], shown: dict[str, str]) -> list[_Part]:
    """One view more: the fullest told in two."""
    at = max(range(len(parts)), key=lambda place: len(parts[place].items))
    items = parts[at].items
    half = len(items) // 2
    pieces = [_Part(some, sum(item.event.id in shown for _, item in some)) for some in (items[:half], items[half:])]
    return [*parts[:at], *pieces, *parts[at + 1 :]]


def _view(case: Case, part: _Part, shown: dict[str, str], course: tuple[float, float] | None, zero: str) -> StoryView:
    items = [item for _, item in part.items]
    focus = _focus(items, shown, case.zero)
    start, stop = _window(items, course)
    return StoryView(
        title=", ".join(part.topics[:3]),
        event=focus.event.id,
        events=tuple(item.event.id for item in items),
        studies=tuple(shown[item.event.id] for item in items if item.event.id in shown)[:MOST_PICTURES],
        sentence=sentence_of(case, items),
        start=start,
        stop=stop,
        zero=zero,
    )


def sentence_of(case: Case, items: Sequence[Placed]) -> str:
    """What a view tells, in the words of the record."""
    words = [told(case, item) for item in items[:MOST_TOLD]]
    if len(items) > MOST_TOLD:
        words.append(f"and {len(items) - MOST_TOLD} more")
    sentence = "; ".join(words)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _focus(items: Sequence[Placed], shown: dict[str, str], zero: str) -> Placed:
    """A scan, else what the record marks as first to be found, else day 0, else the first."""
    scans = [item for item in items if item.event.id in shown]
    strong = [item for item in items if item.event.detail("emphasis") == "strong"]
    first = [item for item in items if item.event.id == zero]
    return (*scans, *strong, *first, *items)[0]


def _window(items: Sequence[Placed], course: tuple[float, float] | None) -> tuple[str, str]:
    """The days round what a view tells, where the whole course would leave them no room; else all."""
    own = _days(items)
    limited = all(item.time.earliest is not None and item.time.latest is not None for item in items)
    if own is None or course is None or not limited:
        return "", ""
    span = max(own[1] - own[0], 1.0)
    if course[1] - course[0] <= FAR * span:
        return "", ""
    return _token(max(own[0] - span, course[0])), _token(min(own[1] + span, course[1]))


def _token(day: float) -> str:
    return plain(Decimal(str(round(day, 2))))


def _days(items: Sequence[Placed]) -> tuple[float, float] | None:
    """The first and the last day that any of these times names."""
    days = [day for item in items for time in (item.time, item.end) for day in _limits(time)]
    return (min(days), max(days)) if days else None


def _limits(time: object) -> Iterator[float]:
    if isinstance(time, Timing):
        yield from (day for day in (time.earliest, time.latest) if day is not None)
