"""The TOML of a mapping to a TableMapping, with a sentence for everything that is wrong in it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dashboard.domain.events import End, Kind
from dashboard.importers._tables.mapping import (
    PERSON_FACTS,
    WORDS,
    Dictionary,
    Filter,
    Items,
    Join,
    Rule,
    Table,
    TableMapping,
)
from dashboard.importers._tables.specs import Spec, column_spec, folded
from dashboard.importers.base import DATES, DECIMALS, Dialect, ImportRefused, Refusal

LARGEST = 1_000_000
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_TOP = ("name", "title", "about", "text", "missing", "units", "analytes", "table", "dictionary")
_TEXT = ("encoding", "delimiter", "decimal", "dates")
_TIMES = ("at", "until", "until_blank")
_RULE = ("kind", *WORDS, *_TIMES, "details", "needs", "columns")
_TABLE = (
    *("id", "file", "sheet", "patient", "key", "updated", "where", "join", "items", "keep", "person"),
    *("required", "event", "text"),
)


class MappingProblem(Exception):
    """Something in the mapping that cannot be understood: where, and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


def read_mapping(path: Path) -> TableMapping:
    """The mapping in a TOML file. Raises ImportRefused, with the key that is wrong."""
    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise MappingProblem("", f"the file has {len(data)} bytes; at most {LARGEST} are read")
        return _mapping(tomllib.loads(data.decode("utf-8")), path.stem)
    except OSError as problem:
        raise ImportRefused([Refusal(path.name, f"the file cannot be read ({problem.strerror})")]) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ImportRefused([Refusal(path.name, f"the file is not TOML: {problem}")]) from problem
    except MappingProblem as problem:
        raise ImportRefused([Refusal(path.name, problem.why, field=problem.where)]) from problem


def _mapping(top: Mapping[str, Any], stem: str) -> TableMapping:
    _known(top, _TOP, "")
    name = _text(top, "name", "") or stem
    if not _NAME.fullmatch(name):
        raise MappingProblem("name", f'"{name[:60]}" may hold small letters, digits, "." "_" and "-", 40 at most')
    tables = tuple(_table(one, f"table {number}") for number, one in enumerate(_list(top, "table", ""), start=1))
    if not tables:
        raise MappingProblem("table", "there is no [[table]]")
    dictionaries = tuple(_dictionary(key, one) for key, one in _dict(top, "dictionary", "").items())
    _refuse_unknown_joins(tables, {name for one in dictionaries for name in (one.name, *one.also)})
    return TableMapping(
        name,
        _text(top, "title", "") or name,
        tables,
        dictionaries,
        frozenset(_strings(top, "missing", "")),
        _dialect(_dict(top, "text", ""), "text"),
        _words(_dict(top, "units", ""), "units"),
        _words(_dict(top, "analytes", ""), "analytes"),
    )


def _table(plain: Any, where: str) -> Table:
    if not isinstance(plain, dict):
        raise MappingProblem(where, "expected a [[table]]")
    _known(plain, (*_TABLE, *_RULE), where)
    files = tuple(pattern.casefold() for pattern in _strings(plain, "file", where))
    if not files or "patient" not in plain:
        raise MappingProblem(where, f"the key {'patient' if files else 'file'} is missing")
    name = _text(plain, "id", where) or re.sub(r"[^a-z0-9]+", "-", files[0].partition(".")[0]).strip("-")
    rules = tuple(_rules(plain, where))
    person = {key: _spec(value, f"{where}, person, {key}") for key, value in _dict(plain, "person", where).items()}
    _known(person, PERSON_FACTS, f"{where}, person")
    if not rules and not person:
        raise MappingProblem(where, "it gives no event (kind) and no fact about the person")
    items = _items(plain["items"], f"{where}, items") if "items" in plain else None
    patient = _spec(plain["patient"], f"{where}, patient")
    key, updated = _columns(plain, "key", where), folded(_text(plain, "updated", where))
    own = set() if items else {*patient.columns(), *key, *filter(None, [updated])}
    own |= {items.item, items.value, *items.record} if items else set()
    own |= {name for rule in rules for name in _needed(rule)} if not items else set()
    required = _columns(plain, "required", where) or tuple(sorted(one for one in own if "." not in one))
    return Table(
        name,
        files,
        patient,
        rules,
        person,
        key,
        updated,
        tuple(_filter(one, f"{where}, where") for one in _list(plain, "where", where)),
        tuple(Join(key, tuple(map(folded, _listed(one)))) for key, one in _dict(plain, "join", where).items()),
        items,
        _columns(plain, "keep", where),
        _text(plain, "sheet", where),
        required,
        _dialect(_dict(plain, "text", where), f"{where}, text"),
    )


def _needed(rule: Rule) -> Iterable[str]:
    for spec in (*rule.words.values(), *rule.at, *rule.until):
        yield from spec.needed()


def _rules(plain: Mapping[str, Any], where: str) -> Iterable[Rule]:
    """The rules of a table: itself, else each [[table.event]] with what the table says for all; and one for each column
    of a wide table."""
    shared = {key: value for key, value in plain.items() if key in _RULE}
    own = _list(plain, "event", where)
    if not own and "kind" not in shared:
        return
    for number, one in enumerate(own or [{}], start=1):
        place = f"{where}, event {number}" if own else where
        _known(one, (*_RULE, "id", "where"), place)
        name = _text(one, "id", place) or (str(number) if number > 1 else "")
        merged = shared | one
        merged["details"] = _dict(shared, "details", where) | _dict(one, "details", place)
        columns = _dict(merged, "columns", place)
        if not columns:
            yield _rule(merged, place, name)
        for column, about in columns.items():
            yield _rule(merged | {"value": column, "name": f"={column}"} | _wide(about, place), place, column)


def _wide(about: Any, where: str) -> dict[str, Any]:
    """What the entry of a column says of it: texts are constants there."""
    if not isinstance(about, dict) or not all(isinstance(value, str) for value in about.values()):
        raise MappingProblem(
            f"{where}, columns", 'expected texts, as in WBC = { name = "Leukocytes", unit = "10*9/L" }'
        )
    return {key: f"={value}" for key, value in about.items()}


def _rule(plain: Mapping[str, Any], where: str, name: str) -> Rule:
    kind = _text(plain, "kind", where)
    if kind not in tuple(Kind):
        raise MappingProblem(f"{where}, kind", f'"{kind}" is not known; expected one of {", ".join(Kind)}')
    blank = _text(plain, "until_blank", where)
    if blank and blank not in tuple(End):
        raise MappingProblem(f"{where}, until_blank", f'"{blank}" is not known; expected ongoing or unknown')
    words = {key: _spec(plain[key], f"{where}, {key}") for key in WORDS if key in plain}
    if "term" not in words and "name" not in words:
        raise MappingProblem(where, "the key term is missing (for measurements: name)")
    details = {key: _spec(value, f"{where}, details, {key}") for key, value in _dict(plain, "details", where).items()}
    needs = _strings(plain, "needs", where) if "needs" in plain else _usual_needs(words)
    _known(dict.fromkeys(needs), (*WORDS, "at", "until"), f"{where}, needs")
    return Rule(
        Kind(kind),
        words,
        tuple(_spec(one, f"{where}, at") for one in _parts(plain.get("at"))),
        tuple(_spec(one, f"{where}, until") for one in _parts(plain.get("until"))),
        blank,
        details,
        tuple(needs),
        tuple(_filter(filter_, f"{where}, where") for filter_ in _list(plain, "where", where)),
        name,
    )


def _parts(value: Any) -> list[Any]:
    """A time is one column, or two: a list of the date and the time of day."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _usual_needs(words: Mapping[str, Spec]) -> tuple[str, ...]:
    return ("value",) if "value" in words else ("term",) if "term" in words else ("name",)


def _spec(value: Any, where: str) -> Spec:
    if isinstance(value, str) and value:
        return column_spec(value)
    if isinstance(value, list) and value:
        return Spec(first=tuple(_spec(one, where) for one in value))
    if isinstance(value, dict) and "column" in value:
        _known(value, ("column", "values", "other"), where)
        inner = _spec(value["column"], where)
        other = value.get("other")
        return Spec(first=(inner,), values=_words(_dict(value, "values", where), where), other=other)
    raise MappingProblem(where, 'expected a column, "=words", "… {column} …", a list, or { column = …, values = {…} }')


def _filter(plain: Any, where: str) -> Filter:
    if not isinstance(plain, dict) or "column" not in plain or not {"is", "not"} & set(plain):
        raise MappingProblem(where, 'expected { column = "…", is = […] } or { column = "…", not = […] }')
    _known(plain, ("column", "is", "not", "said"), where)
    chosen = frozenset(one.casefold() for one in _strings(plain, "is", where)) if "is" in plain else None
    barred = frozenset(one.casefold() for one in _strings(plain, "not", where))
    return Filter(folded(_text(plain, "column", where)), chosen, barred, _text(plain, "said", where))


def _items(plain: Any, where: str) -> Items:
    if not isinstance(plain, dict) or not {"record", "item", "value"} <= set(plain):
        raise MappingProblem(where, "expected record (columns), item and value")
    _known(plain, ("record", "item", "value", "label", "split"), where)
    split = None
    if "split" in plain:
        try:
            split = re.compile(_text(plain, "split", where))
        except re.error as problem:
            raise MappingProblem(f"{where}, split", f"the pattern cannot be read: {problem}") from problem
        if not {"record", "item"} <= set(split.groupindex):
            raise MappingProblem(f"{where}, split", "the pattern needs the groups record and item")
    label = folded(_text(plain, "label", where))
    item, value = (folded(_text(plain, key, where)) for key in ("item", "value"))
    return Items(_columns(plain, "record", where), item, value, label, split)


def _dictionary(name: str, plain: Any) -> Dictionary:
    where = f"dictionary {name}"
    if not isinstance(plain, dict) or not {"file", "key"} <= set(plain):
        raise MappingProblem(where, "expected file and key")
    _known(plain, ("file", "key", "sheet", "also"), where)
    files = tuple(pattern.casefold() for pattern in _strings(plain, "file", where))
    return Dictionary(
        folded(name), files, _columns(plain, "key", where), _text(plain, "sheet", where), _columns(plain, "also", where)
    )


def _refuse_unknown_joins(tables: Iterable[Table], known: set[str]) -> None:
    for table in tables:
        for join in table.joins:
            if folded(join.dictionary) not in known:
                raise MappingProblem(f"{table.name}, join", f"there is no [dictionary.{join.dictionary}]")


def _dialect(plain: Mapping[str, Any], where: str) -> Dialect:
    _known(plain, _TEXT, where)
    said = {key: _text(plain, key, where) for key in _TEXT if key in plain}
    for key, words in (("decimal", DECIMALS), ("dates", DATES)):
        if said.get(key) and said[key] not in words:
            raise MappingProblem(f"{where}, {key}", f'"{said[key]}" is not known; expected {" or ".join(words)}')
    return Dialect(**said, said=tuple(said))


def _known(plain: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in plain:
        if key not in known:
            raise MappingProblem(f"{where}, {key}".strip(", "), f"the key is not known; expected {', '.join(known)}")


def _text(plain: Mapping[str, Any], key: str, where: str) -> str:
    value = plain.get(key, "")
    if not isinstance(value, str):
        raise MappingProblem(f"{where}, {key}".strip(", "), "expected text in quotation marks")
    return value


def _strings(plain: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    found = _listed(plain.get(key, []))
    if not all(isinstance(one, str) for one in found):
        raise MappingProblem(f"{where}, {key}".strip(", "), "expected text, or a list of texts")
    return tuple(found)


def _columns(plain: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    return tuple(map(folded, _strings(plain, key, where)))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _list(plain: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = plain.get(key, [])
    if not isinstance(value, list):
        raise MappingProblem(f"{where}, {key}".strip(", "), "expected a list")
    return value


def _dict(plain: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    value = plain.get(key, {})
    if not isinstance(value, dict):
        raise MappingProblem(f"{where}, {key}".strip(", "), "expected a table of keys and values")
    return value


def _words(plain: Mapping[str, Any], where: str) -> dict[str, str]:
    if not all(isinstance(value, str) for value in plain.values()):
        raise MappingProblem(where, "expected texts")
    return dict(plain)
