"""How a mapping says where a piece of text comes from: a column, a constant, a template, the first that is there, a
list of values in other words. Evaluated for a whole chunk of records at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.importers._tables.coded import Coded, constant, joined

Columns = Callable[[str], Coded | None]
"""Gives the column of a name; None where the file has none."""

_FIELD = re.compile(r"\{([^{}]+)\}")
_GAP = "\x00"


@dataclass(frozen=True, slots=True)
class Spec:
    """Where a text comes from. `first` are alternatives, of which the first that is not blank counts; `joined` are
    parts that are written one after the other, blank where the last of them is; `template` holds columns in braces.
    `like` is a pattern that the whole text must fit, else it is blank; `values` turns a text into another, and `other`
    is what the rest becomes (None: itself)."""

    column: str = ""
    constant: str | None = None
    template: str = ""
    first: tuple["Spec", ...] = ()
    joined: tuple["Spec", ...] = ()
    like: re.Pattern[str] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    other: str | None = None

    def columns(self) -> Iterable[str]:
        """The names of the columns that it uses."""
        if self.column:
            yield self.column
        yield from _FIELD.findall(self.template)
        for one in (*self.first, *self.joined):
            yield from one.columns()

    def needed(self) -> Iterable[str]:
        """The columns without which it says nothing: those of a template or of alternatives may be absent."""
        if self.column:
            yield self.column

    def read(self, columns: Columns, count: int) -> Coded:
        """The texts of a chunk of `count` records."""
        found, like = self._plain(columns, count), self.like
        if like is not None:
            found = found.mapped(lambda text: text if like.fullmatch(text) else "")
        if not self.values and self.other is None:
            return found
        lowered = {key.casefold(): word for key, word in self.values.items()}

        def said(text: str) -> str:
            word = lowered.get(text.casefold())
            return word if word is not None else text if self.other is None or not text else self.other

        return found.mapped(said)

    def _plain(self, columns: Columns, count: int) -> Coded:
        if self.constant is not None:
            return constant(self.constant, count)
        if self.template:
            names = _FIELD.findall(self.template)
            found = [columns(name) or constant("", count) for name in names]
            return joined(found, lambda parts: fill(self.template, parts))
        if self.first:
            alternatives = [one.read(columns, count) for one in self.first]
            if len(alternatives) == 1:
                return alternatives[0]
            return joined(alternatives, lambda texts: next((text for text in texts if text), ""))
        if self.joined:
            return joined([one.read(columns, count) for one in self.joined], lambda texts: texts[-1] and "".join(texts))
        return columns(self.column) or constant("", count)


def fill(template: str, parts: Sequence[str]) -> str:
    """The template with its fields in order; blank where all are, and what stands before a blank one goes with it."""
    if not any(parts):
        return ""
    rest = iter(parts)
    filled = _FIELD.sub(lambda _: next(rest) or _GAP, template)
    if _GAP in filled:
        filled = re.sub(rf"\s*[(\[]{_GAP}[)\]]", "", filled)
        filled = re.sub(rf"[\s,;:/()-]*{_GAP}", "", filled)
    return filled.strip(" ,;:/-")


def column_spec(name: str) -> Spec:
    """The spec of a plain text: `name` is a column, "=words" a constant, "… {name} …" a template."""
    if name.startswith("="):
        return Spec(constant=name[1:])
    if _FIELD.search(name):
        return Spec(template=_FIELD.sub(lambda found: f"{{{folded(found[1])}}}", name))
    return Spec(column=folded(name))


def folded(name: str) -> str:
    """The name of a column as it is compared: without the spaces around it, in small letters."""
    return name.strip().casefold()
