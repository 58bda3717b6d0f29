"""case.toml of a case, as `importers/case_folder.py` reads it (docs/case-format.md)."""

from collections.abc import Iterator, Mapping
from typing import Final

from dashboard.domain.cases import Case, Grain

TEXTS: Final = ("title", "age", "sex", "diagnosis", "question", "question_source", "source", "patient_id")
NEEDED: Final = frozenset({"title", "question"})
NAMED: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}

Value = str | int | bool


def case_toml(case: Case, pictured: frozenset[str]) -> str:
    """The text of the file; studies in `pictured` promise pictures."""
    return "\n".join(_lines(case, pictured)) + "\n"


def table(name: str, values: Mapping[str, Value]) -> Iterator[str]:
    """A table of TOML: its heading and a line for each value."""
    yield name
    yield from (f"{key} = {_value(value)}" for key, value in values.items())


def quoted(text: str) -> str:
    """A text in quotation marks, everything in it that TOML cannot hold escaped."""
    return '"' + "".join(map(_sign, text)) + '"'


def _lines(case: Case, pictured: frozenset[str]) -> Iterator[str]:
    texts = {"code": case.id} | {name: getattr(case, name) for name in TEXTS}
    texts |= {"grain": "" if case.grain is Grain.DAY else str(case.grain)}
    texts |= {"origin": case.origin, "birth_date": case.birth_date, "zero": case.zero, "writing": case.writing}
    yield from (f"{key} = {quoted(text)}" for key, text in texts.items() if text or key in NEEDED)
    if case.moments:
        yield ""
        yield from table("[moments]", {quoted(name): str(when) for name, when in case.moments.items()})
    for clock in case.clocks:
        yield ""
        yield from table("[[clocks]]", {"name": clock.name, "zero": clock.zero, "first": clock.first})
    labels = {event.id: event.detail("zero_label") for event in case.events}
    for zero in case.zeros:
        yield ""
        yield from table("[[zeros]]", _filled({"event": zero, "label": labels.get(zero, "")}))
    for study in case.studies:
        yield ""
        words = {name: getattr(study, name) for name in ("id", "event", "label", "modality")}
        more: dict[str, Value] = {name: getattr(study, name) for name in ("figure", "uid", "accession", "illustration")}
        yield from table("[[studies]]", words | _filled(more | {"images": study.id in pictured}))


def _filled(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that say anything: not blank, not false."""
    return {name: value for name, value in values.items() if value not in ("", False)}


def _value(value: Value) -> str:
    if isinstance(value, str):
        return quoted(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sign(sign: str) -> str:
    if sign in NAMED:
        return NAMED[sign]
    return f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else sign
