"""A case without names in the services: its day 0 under its new name, and the words that somebody has to read before
they are shown or go out. What is taken out is decided in `domain/deidentify.py`.
"""

from collections.abc import Iterable

from dashboard.domain.cases import Case
from dashboard.domain.deidentify import Nameless
from dashboard.domain.known_phrases import is_known
from dashboard.domain.statements import END_OF
from dashboard.domain.zeros import Zero

WORDED = ("label", "zero_label", "indication", "dose", "sites", "flags", "route", "drug_class")


def named_zero(nameless: Nameless, zero: Zero, moment: str) -> Zero:
    """The chosen day 0 under its new name; what it is called is told by the event that stands there."""
    event = nameless.case.event(nameless.names.get(zero.event, ""))
    label = (event.detail("zero_label") or event.detail("label") or event.term) if event else "chosen moment"
    return Zero(selector_of(nameless, moment), moment, label, event.id if event else "")


def selector_of(nameless: Nameless, moment: str) -> str:
    """What selects a moment (`domain/zeros.py`)."""
    if moment.startswith(END_OF):
        return f"end:{moment.removeprefix(END_OF)}"
    if nameless.case.event(moment) is not None:
        return moment
    return f"{'moment' if moment in nameless.case.moments else 'clock'}:{moment}"


def caption_words(nameless: Nameless, text: str, *, read: bool) -> str:
    """A caption as far as it is known to identify nobody, or has been read."""
    if is_known(text):
        return text
    return nameless.scrubbed(text) if read else ""


def unread(nameless: Nameless, captions: Iterable[str]) -> tuple[str, ...]:
    """The words of a case made anew, and the captions of its pictures as they would be told, that are not known to
    identify nobody, each once."""
    told = [caption_words(nameless, text, read=True) for text in captions]
    return tuple(text for text in dict.fromkeys([*_texts(nameless.case), *told]) if text and not is_known(text))


def _texts(case: Case) -> list[str]:
    """Every text of a case that a reader sees."""
    found = [case.question, case.diagnosis]
    for event in case.events:
        labels = [event.detail(name) for name in WORDED]
        value = event.quantity.received if event.quantity and event.quantity.number is None else ""
        found += [event.term, *labels, *event.components, value]
    found += [text for one in case.findings for text in (one.finding, one.word)]
    return found + [study.label for study in case.studies]
