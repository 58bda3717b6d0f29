"""The parts of a mapping's TOML, each read with a sentence for what is wrong in it. What the keys mean lives in
`mapping_file`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.importers._tables.specs import Spec, column_spec, folded


class MappingProblem(Exception):
    """Something in the mapping that cannot be understood: where, and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


def spec_of(value: Any, where: str) -> Spec:
    """What a key says of where a text comes from."""
    if isinstance(value, str) and value:
        return column_spec(value)
    if isinstance(value, list) and value:
        return Spec(first=tuple(spec_of(one, where) for one in value))
    if isinstance(value, dict) and isinstance(value.get("all"), list) and value["all"]:
        refuse_unknown(value, ("all",), where)
        return Spec(joined=tuple(spec_of(one, where) for one in value["all"]))
    if isinstance(value, dict) and "column" in value:
        refuse_unknown(value, ("column", "like", "values", "other"), where)
        inner = spec_of(value["column"], where)
        like = pattern_at(value, "like", where) if "like" in value else None
        values = words_of(table_at(value, "values", where), where)
        return Spec(first=(inner,), like=like, values=values, other=_other(value))
    raise MappingProblem(where, 'expected a column, "=words", "… {column} …", a list, or { column = …, values = {…} }')


def _other(value: Mapping[str, Any]) -> str | None:
    """What the cells become that `values` does not name; None: themselves."""
    other = value.get("other")
    return other if other is None else str(other)


def pattern_at(plain: Mapping[str, Any], key: str, where: str) -> re.Pattern[str]:
    """The pattern at a key."""
    try:
        return re.compile(text_at(plain, key, where))
    except re.error as problem:
        raise MappingProblem(f"{where}, {key}", f"the pattern cannot be read: {problem}") from problem


def refuse_unknown(plain: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Raises MappingProblem for a key that is none of those known."""
    for key in plain:
        if key not in known:
            raise MappingProblem(f"{where}, {key}".strip(", "), f"the key is not known; expected {', '.join(known)}")


def text_at(plain: Mapping[str, Any], key: str, where: str) -> str:
    """The text of a key, "" without."""
    value = plain.get(key, "")
    if not isinstance(value, str):
        raise MappingProblem(f"{where}, {key}".strip(", "), "expected text in quotation marks")
    return value


def texts_at(plain: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """The texts of a key, of which one may stand for itself."""
    found = listed(plain.get(key, []))
    if not all(isinstance(one, str) for one in found):
        raise MappingProblem(f"{where}, {key}".strip(", "), "expected text, or a list of texts")
    return tuple(found)


def columns_at(plain: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """The names of columns at a key, folded."""
    return tuple(map(folded, texts_at(plain, key, where)))


def listed(value: Any) -> list[Any]:
    """A list as it is, anything else as the only one of a list."""
    return value if isinstance(value, list) else [value]


def list_at(plain: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """The list of a key, empty without."""
    value = plain.get(key, [])
    if not isinstance(value, list):
        raise MappingProblem(f"{where}, {key}".strip(", "), "expected a list")
    return value


def table_at(plain: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    """The table of keys and values at a key, empty without."""
    value = plain.get(key, {})
    if not isinstance(value, dict):
        raise MappingProblem(f"{where}, {key}".strip(", "), "expected a table of keys and values")
    return value


def words_of(plain: Mapping[str, Any], where: str) -> dict[str, str]:
    """The table itself, of which every value is a text."""
    if not all(isinstance(value, str) for value in plain.values()):
        raise MappingProblem(where, "expected texts")
    return dict(plain)
