"""A plan: what a person says of the columns of some tables, as the wizard holds it, and the mapping that it comes to,
which is TOML and read by `mapping_file` like any other."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.domain.events import Kind
from dashboard.errors import Refused

ROWS, COLUMNS, ITEMS = "rows", "columns", "items"
LAYOUTS = {
    ROWS: "a row is one event or one value",
    COLUMNS: "a row is one time, with a column for each value",
    ITEMS: "a row is one answer: the name of an item and its value",
}
ROLES = {
    "": "not used",
    "patient": "patient",
    "at": "date, or date and time",
    "at_time": "time of day",
    "until": "end",
    "until_time": "time of day of the end",
    "name": "what it is",
    "code": "its code",
    "value": "value",
    "unit": "unit",
    "low": "lower limit of normal",
    "high": "upper limit of normal",
    "flag": "mark of the laboratory",
    "specimen": "specimen",
    "group": "visit or group",
    "note": "note",
    "keep": "shown beside it",
    "key": "number of the row",
    "updated": "when it was last changed",
    "measure": "a value of its own",
    "item": "name of the item",
    "itemvalue": "value of the item",
    "record": "belongs to the record",
    "birth": "date of birth",
    "age": "age",
    "sex": "sex",
    "diagnosis": "diagnosis of the patient",
}
OF_PERSON = ("birth", "age", "sex", "diagnosis")
OF_EVENT = ("code", "value", "unit", "low", "high", "flag", "specimen", "group", "note")
PERSON_ONLY = "person"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column or an item: its name, its role (of ROLES), and for a value of its own what it measures in which unit."""

    name: str
    role: str = ""
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One table. `kind` is a kind of event or PERSON_ONLY; `words` is what its events are called where no column says
    it; `split` takes the names of items apart; `names_again` is the cell of the patient in a second row of names."""

    file: str
    sheet: str = ""
    layout: str = ROWS
    kind: str = str(Kind.LAB)
    words: str = ""
    columns: tuple[Column, ...] = ()
    items: tuple[Column, ...] = ()
    split: str = ""
    names_again: str = ""
    used: bool = True

    def of_role(self, role: str) -> list[str]:
        """The names of the columns and items with that role."""
        return [one.name for one in (*self.columns, *self.items) if one.role == role]


@dataclass(frozen=True, slots=True)
class Plan:
    """All tables, under which name their source is known, and which cells hold nothing."""

    name: str
    title: str = ""
    tables: tuple[TablePlan, ...] = ()
    missing: tuple[str, ...] = ()
    dialect: Mapping[str, str] = field(default_factory=dict)


def plan_of(plain: Any) -> Plan:
    """The plan that JSON holds. Raises Refused with a sentence for what is none."""
    try:
        tables = tuple(_table(one) for one in plain["tables"])
        dialect = {str(key): str(word) for key, word in plain.get("dialect", {}).items() if word}
        missing = tuple(str(one) for one in plain.get("missing", ()))
        plan = Plan(str(plain["name"]), str(plain.get("title", "")), tables, missing, dialect)
    except (TypeError, KeyError, AttributeError, ValueError) as problem:
        raise Refused("This is no description of tables.") from problem
    if not _NAME.fullmatch(plan.name):
        raise Refused(f'The name "{plan.name[:60]}" may hold small letters, digits, "." "_" and "-", 40 at most.')
    return plan


def problems_of(plan: Plan) -> list[str]:
    """What a person has still to say, a sentence each."""
    used = [one for one in plan.tables if one.used]
    found = [] if used else ["No table is used: choose at least one."]
    return found + [f"{one.file}: {words}" for one in used for words in _problems(one)]


def mapping_text(plan: Plan) -> str:
    """The mapping as TOML."""
    lines = [f"name = {_text(plan.name)}", f"title = {_text(plan.title or plan.name)}"]
    if plan.missing:
        lines.append(f"missing = {_list(plan.missing)}")
    if plan.dialect:
        lines += ["", "[text]", *(f"{key} = {_text(word)}" for key, word in sorted(plan.dialect.items()))]
    ids: list[str] = []
    for table in (one for one in plan.tables if one.used):
        ids.append(_id_of(table, ids))
        lines += ["", "[[table]]", *_table_lines(table, ids[-1])]
    return "\n".join(lines) + "\n"


def _table(plain: Any) -> TablePlan:
    columns, items = (tuple(_column(one) for one in plain.get(name, ())) for name in ("columns", "items"))
    words = {name: str(plain.get(name, "")) for name in ("file", "sheet", "words", "split", "names_again")}
    layout, kind = plain.get("layout", ROWS), plain.get("kind", str(Kind.LAB))
    if layout not in LAYOUTS or kind not in (*map(str, Kind), PERSON_ONLY):
        raise ValueError("layout or kind")
    return TablePlan(
        layout=layout, kind=kind, columns=columns, items=items, used=plain.get("used") is not False, **words
    )


def _column(plain: Any) -> Column:
    column = Column(*(str(plain.get(name, "")) for name in ("name", "role", "title", "unit")))
    if column.role not in ROLES:
        raise ValueError("role")
    return column


def _problems(table: TablePlan) -> Iterator[str]:
    if len(table.of_role("patient")) != 1:
        yield "say which column names the patient."
    if table.layout == ITEMS and not (len(table.of_role("item")) == len(table.of_role("itemvalue")) == 1):
        yield "say which column names the item and which holds its value."
    if table.kind == PERSON_ONLY:
        if not any(table.of_role(role) for role in OF_PERSON):
            yield "say which column holds age, date of birth, sex or diagnosis."
    elif table.layout == COLUMNS:
        if not table.of_role("measure"):
            yield "say which columns are values of their own."
    elif not table.of_role("name") and not table.words:
        yield "say which column tells what it is, or write it yourself."


def _table_lines(table: TablePlan, name: str) -> Iterator[str]:
    yield f"id = {_text(name)}"
    yield f"file = {_text(_pattern(table.file))}"
    if table.sheet:
        yield f"sheet = {_text(table.sheet)}"
    yield from _row_lines(table)
    if table.kind != PERSON_ONLY:
        yield from _event_lines(table)
    yield from _person_lines(table)
    if table.layout == COLUMNS and table.kind != PERSON_ONLY:
        yield "[table.columns]"
        measures = {one.name: one for one in table.columns if one.role == "measure"}
        yield from map(_measure, measures.values())


def _row_lines(table: TablePlan) -> Iterator[str]:
    """Whose a row is, by what it is known, and what belongs to it."""
    patient = next(iter(table.of_role("patient")), "")
    yield f"patient = {_text(patient)}"
    if table.names_again:
        again = f"not = [{_text(table.names_again)}]"
        yield f'where = [{{ column = {_text(patient)}, {again}, said = "second row of names" }}]'
    key = _key(table)
    if key:
        yield f"key = {_list(key)}"
    if table.of_role("updated"):
        yield f"updated = {_text(table.of_role('updated')[0])}"
    yield f"required = {_list(_required(table))}"
    if table.layout == ITEMS:
        yield _items_line(table)
    if table.of_role("keep"):
        yield f"keep = {_list(table.of_role('keep'))}"


def _person_lines(table: TablePlan) -> Iterator[str]:
    facts = [(role, names[0]) for role in OF_PERSON if (names := table.of_role(role))]
    if not facts:
        return
    units = {one.name: one.unit for one in (*table.columns, *table.items)}
    yield "[table.person]"
    yield from (f"{role} = {_text(_with_unit(name, units[name]))}" for role, name in facts)
    if table.of_role("age") and table.of_role("at"):
        yield f"age_at = {_text(table.of_role('at')[0])}"


def _event_lines(table: TablePlan) -> Iterator[str]:
    yield f"kind = {_text(table.kind)}"
    for role in ("at", "until"):
        parts = table.of_role(role)[:1] + table.of_role(f"{role}_time")[:1]
        if parts:
            yield f"{role} = {_text(parts[0]) if len(parts) == 1 else _list(parts)}"
    if table.layout == COLUMNS:
        yield from (f"{role} = {_text(names[0])}" for role in ("group", "note") if (names := table.of_role(role)))
        return
    called = "name" if table.kind == Kind.LAB else "term"
    names = table.of_role("name")
    yield f"{called} = {_text(names[0]) if len(names) == 1 else _list(names) if names else _text('=' + table.words)}"
    yield from (f"{role} = {_text(names[0])}" for role in OF_EVENT if (names := table.of_role(role)))


def _with_unit(name: str, unit: str) -> str:
    """The cell and a word behind it, as in an age without its unit."""
    return f"{{{name}}} {unit}" if unit else name


def _items_line(table: TablePlan) -> str:
    parts = [f"record = {_list(_record(table))}"]
    parts += [f"{key} = {_text(table.of_role(role)[0])}" for key, role in (("item", "item"), ("value", "itemvalue"))]
    if table.split:
        parts.append(f"split = {_text(table.split)}")
    return f"items = {{ {', '.join(parts)} }}"


def _record(table: TablePlan) -> list[str]:
    """The columns that rows of one record share: all that were said to be, with patient, times and names."""
    own = ("patient", "record", "key", "at", "at_time", "group", "name", "keep")
    return [one.name for one in table.columns if one.role in own]


def _required(table: TablePlan) -> list[str]:
    """The columns by which the file is known to be this table."""
    roles = ("patient", "item", "itemvalue") if table.layout == ITEMS else ("patient", "at", "name", "value", "measure")
    return [one.name for one in table.columns if one.role in roles]


def _key(table: TablePlan) -> list[str]:
    keys = [one.name for one in table.columns if one.role == "key"]
    if table.layout == ITEMS:
        return _record(table)
    return [*table.of_role("patient"), *keys] if keys else []


def _measure(one: Column) -> str:
    parts = [f"name = {_text(one.title or one.name)}"] + ([f"unit = {_text(one.unit)}"] if one.unit else [])
    return f"{_text(one.name)} = {{ {', '.join(parts)} }}"


def _pattern(file: str) -> str:
    """The name of the file with what of it changes from export to export left open; a name is no pattern."""
    return re.sub(r"([\[\]*?])", "?", file.replace("\\", "/").removesuffix(".gz"))


def _id_of(table: TablePlan, others: Sequence[str]) -> str:
    """What the ids of its events begin with: the name of the file, another for each table."""
    words = f"{table.file.rpartition('/')[2].partition('.')[0]} {table.sheet}".casefold()
    name = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:24].strip("-") or "table"
    return name if name not in others else f"{name}-{len(others) + 1}"


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, names))}]"


def _text(words: str) -> str:
    """A basic string of TOML."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def plain_of(plan: Sequence[TablePlan]) -> list[dict[str, Any]]:
    """The tables of a plan as JSON holds them."""
    return [
        {
            **{
                name: getattr(one, name)
                for name in ("file", "sheet", "layout", "kind", "words", "split", "names_again", "used")
            },
            "columns": [{name: getattr(column, name) for name in Column.__slots__} for column in one.columns],
            "items": [{name: getattr(column, name) for name in Column.__slots__} for column in one.items],
        }
        for one in plan
    ]
