"""The TOML of a mapping to a TableMapping, with a sentence for everything that is wrong in it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dashboard.domain.events import End, Kind
from dashboard.importers._tables.counts import UNITS
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
from dashboard.importers._tables.mapping_parts import (
    MappingProblem,
    columns_at,
    list_at,
    listed,
    pattern_at,
    refuse_unknown,
    spec_of,
    table_at,
    text_at,
    texts_at,
    words_of,
)
from dashboard.importers._tables.specs import Spec, folded
from dashboard.importers.base import DATES, DECIMALS, Dialect, ImportRefused, Refusal

LARGEST = 1_000_000
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_MOMENT = re.compile(r"[A-Za-z][A-Za-z0-9]*(?: [A-Za-z][A-Za-z0-9]*){0,5}")
_TOP = ("name", "title", "about", "text", "missing", "units", "analytes", "table", "dictionary")
_TEXT = ("encoding", "delimiter", "decimal", "dates")
_TIMES = ("at", "until", "until_blank")
_RULE = ("kind", *WORDS, *_TIMES, "details", "needs", "columns")
_TABLE = (
    *("id", "file", "sheet", "patient", "key", "updated", "where", "join", "items", "keep", "person"),
    *("required", "event", "text", "counted"),
)


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
    refuse_unknown(top, _TOP, "")
    name = text_at(top, "name", "") or stem
    if not _NAME.fullmatch(name):
        raise MappingProblem("name", f'"{name[:60]}" may hold small letters, digits, "." "_" and "-", 40 at most')
    tables = tuple(_table(one, f"table {number}") for number, one in enumerate(list_at(top, "table", ""), start=1))
    if not tables:
        raise MappingProblem("table", "there is no [[table]]")
    dictionaries = tuple(_dictionary(key, one) for key, one in table_at(top, "dictionary", "").items())
    _refuse_unknown_joins(tables, {name for one in dictionaries for name in (one.name, *one.also)})
    return TableMapping(
        name,
        text_at(top, "title", "") or name,
        tables,
        dictionaries,
        frozenset(texts_at(top, "missing", "")),
        _dialect(table_at(top, "text", ""), "text"),
        words_of(table_at(top, "units", ""), "units"),
        words_of(table_at(top, "analytes", ""), "analytes"),
    )


def _table(plain: Any, where: str) -> Table:
    if not isinstance(plain, dict):
        raise MappingProblem(where, "expected a [[table]]")
    refuse_unknown(plain, (*_TABLE, *_RULE), where)
    files = tuple(pattern.casefold() for pattern in texts_at(plain, "file", where))
    if not files or "patient" not in plain:
        raise MappingProblem(where, f"the key {'patient' if files else 'file'} is missing")
    name = text_at(plain, "id", where) or re.sub(r"[^a-z0-9]+", "-", files[0].partition(".")[0]).strip("-")
    rules = tuple(_rules(plain, where))
    person = {key: spec_of(value, f"{where}, person, {key}") for key, value in table_at(plain, "person", where).items()}
    refuse_unknown(person, PERSON_FACTS, f"{where}, person")
    if not rules and not person:
        raise MappingProblem(where, "it gives no event (kind) and no fact about the person")
    items = _items(plain["items"], f"{where}, items") if "items" in plain else None
    patient = spec_of(plain["patient"], f"{where}, patient")
    key, updated = columns_at(plain, "key", where), folded(text_at(plain, "updated", where))
    own = set() if items else {*patient.columns(), *key, *filter(None, [updated])}
    own |= {items.item, items.value, *items.record} if items else set()
    own |= {name for rule in rules for name in _needed(rule)} if not items else set()
    required = columns_at(plain, "required", where) or tuple(sorted(one for one in own if "." not in one))
    return Table(
        name,
        files,
        patient,
        rules,
        person,
        key,
        updated,
        tuple(_filter(one, f"{where}, where") for one in list_at(plain, "where", where)),
        tuple(Join(key, tuple(map(folded, listed(one)))) for key, one in table_at(plain, "join", where).items()),
        items,
        columns_at(plain, "keep", where),
        text_at(plain, "sheet", where),
        required,
        _dialect(table_at(plain, "text", where), f"{where}, text"),
        *_counted(plain, where),
    )


def _counted(plain: Mapping[str, Any], where: str) -> tuple[str, str]:
    """The unit in which the times of a table count, and the moment that they count from; "" for dates."""
    if "counted" not in plain:
        return "", ""
    told, where = table_at(plain, "counted", where), f"{where}, counted"
    refuse_unknown(told, ("in", "from"), where)
    unit, zero = text_at(told, "in", where), text_at(told, "from", where).strip()
    if unit not in UNITS:
        raise MappingProblem(f"{where}, in", f'"{unit}" is not known; expected {", ".join(UNITS)}')
    if not _MOMENT.fullmatch(zero):
        raise MappingProblem(f"{where}, from", f'"{zero[:60]}" is no name of a moment, such as "admission"')
    return unit, zero


def _needed(rule: Rule) -> Iterable[str]:
    for spec in (*rule.words.values(), *rule.at, *rule.until):
        yield from spec.needed()


def _rules(plain: Mapping[str, Any], where: str) -> Iterable[Rule]:
    """The rules of a table: itself, else each [[table.event]] with what the table says for all; and one for each column
    of a wide table."""
    shared = {key: value for key, value in plain.items() if key in _RULE}
    own = list_at(plain, "event", where)
    if not own and "kind" not in shared:
        return
    for number, one in enumerate(own or [{}], start=1):
        place = f"{where}, event {number}" if own else where
        refuse_unknown(one, (*_RULE, "id", "where"), place)
        name = text_at(one, "id", place) or (str(number) if number > 1 else "")
        merged = shared | one
        merged["details"] = table_at(shared, "details", where) | table_at(one, "details", place)
        columns = table_at(merged, "columns", place)
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
    kind = text_at(plain, "kind", where)
    if kind not in tuple(Kind):
        raise MappingProblem(f"{where}, kind", f'"{kind}" is not known; expected one of {", ".join(Kind)}')
    blank = text_at(plain, "until_blank", where)
    if blank and blank not in tuple(End):
        raise MappingProblem(f"{where}, until_blank", f'"{blank}" is not known; expected ongoing or unknown')
    words = {key: spec_of(plain[key], f"{where}, {key}") for key in WORDS if key in plain}
    if "term" not in words and "name" not in words:
        raise MappingProblem(where, "the key term is missing (for measurements: name)")
    details = {
        key: spec_of(value, f"{where}, details, {key}") for key, value in table_at(plain, "details", where).items()
    }
    needs = texts_at(plain, "needs", where) if "needs" in plain else _usual_needs(words)
    refuse_unknown(dict.fromkeys(needs), (*WORDS, "at", "until"), f"{where}, needs")
    return Rule(
        Kind(kind),
        words,
        tuple(spec_of(one, f"{where}, at") for one in _parts(plain.get("at"))),
        tuple(spec_of(one, f"{where}, until") for one in _parts(plain.get("until"))),
        blank,
        details,
        tuple(needs),
        tuple(_filter(filter_, f"{where}, where") for filter_ in list_at(plain, "where", where)),
        name,
    )


def _parts(value: Any) -> list[Any]:
    """A time is one column, or two: a list of the date and the time of day."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _usual_needs(words: Mapping[str, Spec]) -> tuple[str, ...]:
    return ("value",) if "value" in words else ("term",) if "term" in words else ("name",)


def _filter(plain: Any, where: str) -> Filter:
    if not isinstance(plain, dict) or "column" not in plain or not {"is", "not"} & set(plain):
        raise MappingProblem(where, 'expected { column = "…", is = […] } or { column = "…", not = […] }')
    refuse_unknown(plain, ("column", "is", "not", "said"), where)
    chosen = frozenset(one.casefold() for one in texts_at(plain, "is", where)) if "is" in plain else None
    barred = frozenset(one.casefold() for one in texts_at(plain, "not", where))
    return Filter(folded(text_at(plain, "column", where)), chosen, barred, text_at(plain, "said", where))


def _items(plain: Any, where: str) -> Items:
    if not isinstance(plain, dict) or not {"record", "item", "value"} <= set(plain):
        raise MappingProblem(where, "expected record (columns), item and value")
    refuse_unknown(plain, ("record", "item", "value", "label", "split"), where)
    split = None
    if "split" in plain:
        split = pattern_at(plain, "split", where)
        if not {"record", "item"} <= set(split.groupindex):
            raise MappingProblem(f"{where}, split", "the pattern needs the groups record and item")
    label = folded(text_at(plain, "label", where))
    item, value = (folded(text_at(plain, key, where)) for key in ("item", "value"))
    return Items(columns_at(plain, "record", where), item, value, label, split)


def _dictionary(name: str, plain: Any) -> Dictionary:
    where = f"dictionary {name}"
    if not isinstance(plain, dict) or not {"file", "key"} <= set(plain):
        raise MappingProblem(where, "expected file and key")
    refuse_unknown(plain, ("file", "key", "sheet", "also"), where)
    files = tuple(pattern.casefold() for pattern in texts_at(plain, "file", where))
    return Dictionary(
        folded(name),
        files,
        columns_at(plain, "key", where),
        text_at(plain, "sheet", where),
        columns_at(plain, "also", where),
    )


def _refuse_unknown_joins(tables: Iterable[Table], known: set[str]) -> None:
    for table in tables:
        for join in table.joins:
            if folded(join.dictionary) not in known:
                raise MappingProblem(f"{table.name}, join", f"there is no [dictionary.{join.dictionary}]")


def _dialect(plain: Mapping[str, Any], where: str) -> Dialect:
    refuse_unknown(plain, _TEXT, where)
    said = {key: text_at(plain, key, where) for key in _TEXT if key in plain}
    for key, words in (("decimal", DECIMALS), ("dates", DATES)):
        if said.get(key) and said[key] not in words:
            raise MappingProblem(f"{where}, {key}", f'"{said[key]}" is not known; expected {" or ".join(words)}')
    return Dialect(**said, said=tuple(said))
