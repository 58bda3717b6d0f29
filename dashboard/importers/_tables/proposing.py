"""What the columns of a table may be, by their names and by what stands in them. A proposal, shown as one: a person
confirms it, and nothing is imported by it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.analytes import analyte_of
from dashboard.domain.events import Kind
from dashboard.domain.ucum import canonical_unit
from dashboard.importers._tables.item_plans import items_of, split_of
from dashboard.importers._tables.plans import COLUMNS, ITEMS, OF_PERSON, PERSON_ONLY, ROWS, Column, TablePlan

_DATE = re.compile(
    r"(?:[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[12][0-9])?[0-9]{2}|[12][0-9]{7}|"
    r"[0-9]{1,2}[- ][A-Za-z]{3,9}[- ][12][0-9]{3}|[12][0-9]{3}(?:-(?:NK|UN|UNK|XX|[01][0-9])){1,2})"
    r"(?:[T ][0-9]{1,2}[:.][0-9]{2}.*)?"
)
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}.*)?(?: ?[ap]m)?", re.IGNORECASE)
_NUMBER = re.compile(r"[<>=≤≥ ]*[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_IN_BRACKETS = re.compile(r"(?P<title>.+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]\s*")
_NAMES: tuple[tuple[str, str], ...] = (
    ("patient", r"(?:pat|patient|subject|subj|person|usubj)[_ ]?(?:id|no|nr|number|key|code|identifier)?|pid|mrn"
                r"|(?:patienten|pat)[-_ ]?(?:id|nr|nummer)|.*\bsubject_?id|(?:study|case)[_ ]?id|usubjid"),
    ("birth", r"(?:date[_ ]?of[_ ]?)?birth(?:[_ ]?(?:date|day))?|dob|geburts(?:datum|tag)|geb(?:datum)?"),
    ("age", r"age(?:[_ ]?(?:at.*|years?))?|alter"),
    ("sex", r"sex|gender|geschlecht"),
    ("itemvalue", r"item[_ ]?value|answer|response|antwort"),
    ("item", r"item[_ ]?(?:id|oid)|question[_ ]?id|field[_ ]?(?:id|name)|variable"),
    ("updated", r"(?:edit|modif\w*|updat\w*|changed|entered)[_ ]?(?:at|on|date|time|datetime)*"),
    ("until", r"(?:.*[_ ])?(?:end|stop|until|to|discharge|discontinu\w*)(?:[_ ]?(?:date|time|datetime|dat|dt))*|.*endat"
              r"|(?:bis|ende|end)(?:datum)?|dischtime|stoptime|endtime"),
    ("at_time", r"(?:.*[_ ])?time[_ ]?(?:of[_ ]?day)?|uhrzeit|zeit"),
    ("at", r"(?:.*[_ ])?(?:date|datetime|day|when|start|begin|drawn|collected|sampled|onset|charttime|dat|dt|timestamp)"
           r"(?:[_ ]?(?:date|time|datetime))*|.*(?:stdat|date|datum)|von|am|beginn|starttime|charttime|time"),
    ("unit", r"units?|uom|einheit|.*[_ ]unit|.*orresu|valueuom"),
    ("low", r"(?:ref|normal|range|limit|lower)?[_ ]?(?:low|lower|min|lln)(?:[_ ]?\w*)?|.*lower|untergrenze"),
    ("high", r"(?:ref|normal|range|limit|upper)?[_ ]?(?:high|upper|max|uln)(?:[_ ]?\w*)?|.*upper|obergrenze"),
    ("flag", r"flag|abnormal.*|.*clsig"),
    ("specimen", r"specimen|fluid|material|sample[_ ]?type|matrix"),
    ("code", r"(?:loinc|code|test[_ ]?code|itemid)|.*loinc.*"),
    ("value", r"value|result|wert|ergebnis|messwert|valuenum|.*[_ ](?:value|result)|.*orres"),
    ("name", r"test(?:[_ ]?name)?|analyte|parameter|label|name|drug|medication|agent|treatment|procedure|diagnosis|term"
             r"|event|description|what|bezeichnung|wirkstoff|untersuchung|laborwert|item[_ ]?name|substance|therapy"
             r"|medikament|diagnose|complication|regimen"),
    ("group", r"visit|visit[_ ]?name|event[_ ]?name|cycle|phase|visite|encounter"),
    ("note", r"note|comment|comments|remark|kommentar|bemerkung"),
    ("key", r"(?:row|record|line|event|lab|sample|order)?[_ ]?(?:id|no|nr|number|seq)|\w+_id|nummer"),
    ("keep", r"dose|dosis|route|frequency|grade|ward|station|severity|status"),
)  # fmt: skip
_KINDS: tuple[tuple[str, str], ...] = (
    (Kind.TREATMENT, r"drug|medic|treat|therap|chemo|prescri|dose|emar|\bcm\b|\bex\b|wirkstoff|regimen|infusion"),
    (Kind.COMPLICATION, r"adverse|complication|toxicit|\bae\b|side.?effect"),
    (Kind.DIAGNOSIS, r"diagnos|condition|\bmh\b|icd"),
    (Kind.PROCEDURE, r"procedure|surgery|operation|\bpr\b|\bcp\b"),
    (Kind.ENCOUNTER, r"admission|encounter|stay|transfer|aufenthalt"),
    (Kind.IMAGING, r"imaging|radiolog|\bct\b|\bmri?\b|scan"),
    (Kind.OUTCOME, r"outcome|survival|response|death|ecog|\brs\b|\bds\b"),
)
_NOTHING = frozenset(("NA", "N/A", "n/a", "-", "--", "---", "-----", "___", ".", "NULL", "null", "nan", "NaN"))
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as it looks: how many cells are filled, which share of them are dates, times, numbers, units, and how
    many differ."""

    name: str
    filled: int
    dates: float
    clocks: float
    numbers: float
    units: float
    different: int


def proposal(file: str, header: Sequence[str], rows: Sequence[Sequence[str]], sheet: str = "") -> TablePlan:
    """What a table may hold."""
    names_again = _names_again(header, rows)
    body = [row for row in rows if not names_again or row != rows[0]]
    seen = [_seen(name, [row[at] for row in body if at < len(row)]) for at, name in enumerate(header)]
    columns = _roles(seen)
    plan = TablePlan(file, sheet, columns=columns, used=bool(columns))
    patient = next((at for at, one in enumerate(columns) if one.role == "patient"), None)
    if names_again and patient is not None:
        plan = replace(plan, names_again=rows[0][patient])
    if plan.of_role("item") and plan.of_role("itemvalue"):
        return _of_items(plan, header, body)
    wide = _wide(plan, seen)
    plan = replace(plan, layout=COLUMNS, columns=wide) if wide else _one_each(plan)
    return replace(plan, kind=_kind(plan))


def missing_of(tables: Sequence[tuple[TablePlan, Sequence[str], Sequence[Sequence[str]]]]) -> tuple[str, ...]:
    """Signs that seem to stand for nothing: they stand where a value, a unit or a time should, and name nothing."""
    found, names = set[str](), set[str]()
    for plan, header, rows in tables:
        for at, column in enumerate(header):
            cells = {row[at].strip() for row in rows if at < len(row)}
            role = next((one.role for one in plan.columns if one.name == column), "")
            found |= cells & _NOTHING if role in ("value", "itemvalue", "unit", "at", "until", "measure") else set()
            names |= cells if role in ("name", "code", "item", "patient") else set()
    return tuple(sorted(found - names))


def _seen(name: str, cells: Sequence[str]) -> Seen:
    filled = [cell.strip() for cell in cells if cell.strip()]

    def share(fits: Callable[[str], object]) -> float:
        return sum(bool(fits(cell)) for cell in filled) / len(filled) if filled else 0.0

    units = share(lambda cell: not _NUMBER.fullmatch(cell) and canonical_unit(cell) is not None)
    dates, clocks, numbers = share(_DATE.fullmatch), share(_CLOCK.fullmatch), share(_NUMBER.fullmatch)
    return Seen(name, len(filled), dates, clocks, numbers, units, len(set(filled)))


def _roles(seen: Sequence[Seen]) -> tuple[Column, ...]:
    """The role of each column by its name, where what stands in it does not speak against it."""
    roles = [
        next((role for role, names in _NAMES if _is_named(one.name, names) and _fits(one, role)), "") for one in seen
    ]
    if "at" not in roles:
        dated = next((at for at, one in enumerate(seen) if not roles[at] and one.dates >= _ENOUGH), None)
        roles = ["at" if at == dated else role for at, role in enumerate(roles)]
    if "unit" not in roles:
        unit = next((at for at, one in enumerate(seen) if roles[at] in ("", "name") and one.units > _ENOUGH), None)
        roles = ["unit" if at == unit else role for at, role in enumerate(roles)]
    if "at_time" in roles and "at" not in roles:
        roles[roles.index("at_time")] = "at"
    years = ["years" if role == "age" else "" for role in roles]
    return tuple(Column(one.name, role, unit=unit) for one, role, unit in zip(seen, roles, years, strict=True))


def _is_named(name: str, names: str) -> bool:
    return re.fullmatch(names, name.strip().casefold().replace("-", "_")) is not None


def _fits(one: Seen, role: str) -> bool:
    """Whether what stands in a column can have the role."""
    if not one.filled:
        return role not in ("patient", "item", "itemvalue")
    if role in ("at", "until", "birth", "updated"):
        return one.dates >= _ENOUGH
    if role == "at_time":
        return one.clocks >= _ENOUGH
    if role in ("low", "high", "age"):
        return one.numbers >= _ENOUGH
    if role == "name":
        return one.numbers < _ENOUGH and one.dates < _ENOUGH
    return True


def _one_each(plan: TablePlan) -> TablePlan:
    """Of columns with one role the first keeps it; the others are shown beside the event."""
    kept: set[str] = set()
    columns = []
    for one in plan.columns:
        again = one.role in kept and one.role not in ("keep", "key", "record")
        kept.add(one.role)
        columns.append(replace(one, role="keep") if again and one.role else one)
    return replace(plan, columns=tuple(columns))


def _wide(plan: TablePlan, seen: Sequence[Seen]) -> tuple[Column, ...]:
    """The columns of a table with a column for each value; () where it is none."""
    if plan.of_role("value") or (plan.of_role("name") and plan.of_role("until")):
        return ()
    found = []
    for one, look in zip(plan.columns, seen, strict=True):
        title, unit = _named_with_unit(one.name)
        measures = look.numbers >= _ENOUGH and one.role not in ("patient", "at", "key", *OF_PERSON)
        known = analyte_of(title) is not None
        found.append(Column(one.name, "measure", title, unit) if measures and (known or unit) else one)
    return tuple(found) if any(one.role == "measure" for one in found) else ()


def _named_with_unit(name: str) -> tuple[str, str]:
    match = _IN_BRACKETS.fullmatch(name)
    if match and canonical_unit(match["unit"]) is not None:
        return match["title"].strip(), match["unit"].strip()
    return name.strip(), ""


def _kind(plan: TablePlan) -> str:
    if plan.layout == COLUMNS or (plan.of_role("value") and plan.of_role("unit")):
        return str(Kind.LAB)
    words = re.sub(
        r"[_.\W]+",
        " ",
        " ".join([plan.file.casefold(), plan.sheet.casefold(), *plan.of_role("name"), *plan.of_role("keep")]),
    )
    for kind, names in _KINDS:
        if re.search(names, words):
            return str(kind)
    if not plan.of_role("name") and any(plan.of_role(role) for role in OF_PERSON):
        return PERSON_ONLY
    return str(Kind.LAB if plan.of_role("value") else Kind.TREATMENT if plan.of_role("until") else Kind.NOTE)


def _names_again(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the second row repeats the names of the columns, as some exports do."""

    def folded(cells: Iterable[str]) -> list[str]:
        return [re.sub(r"[\W_]+", "", cell).casefold() for cell in cells]

    return bool(rows) and folded(rows[0]) == folded(header)


def _of_items(plan: TablePlan, header: Sequence[str], rows: Sequence[Sequence[str]]) -> TablePlan:
    """A table of items and their values: the columns that make a record, and what the items are."""
    by_name = {name: [row[at] for row in rows if at < len(row)] for at, name in enumerate(header)}
    item, value = plan.of_role("item")[0], plan.of_role("itemvalue")[0]
    split = split_of(set(by_name[item]))
    columns = tuple(_in_record(one, by_name, named=bool(split)) for one in plan.columns)
    plan = replace(plan, layout=ITEMS, columns=columns, split=split)
    pairs = list(zip(by_name[item], by_name[value], strict=False))
    proposed = [
        (name, _roles([_seen(part, cells)])[0], _seen(part, cells)) for name, part, cells in items_of(pairs, split)
    ]
    items = tuple(replace(column, name=name) for name, column, _ in proposed)
    plan = replace(plan, items=items)
    return replace(_settled(plan), kind=_item_kind(plan))


def _in_record(one: Column, cells: dict[str, list[str]], *, named: bool) -> Column:
    """What a column of such a table is to its records: in all rows of a record it says the same."""
    if one.role in ("patient", "item", "itemvalue"):
        return one
    words = one.name.casefold()
    if named and re.fullmatch(r"item.?(?:name|label)", words) and len(set(cells[one.name])) > 1:
        return replace(one, role="name")
    if one.role in ("at", "group", "updated"):
        return one
    belongs = re.search(r"seq|event.?id|form|visit|record|row|repeat", words) and not re.search(r"label|name", words)
    return replace(one, role="record" if belongs else "")


def _settled(plan: TablePlan) -> TablePlan:
    """One item for each role, the best named first; the day of the visit gives way to a day of its own."""
    kept: set[str] = {one.role for one in plan.columns if one.role in ("name",)}
    items = []
    for one in plan.items:
        if (one.role and one.role in kept) or (not one.role and not plan.split):
            one = replace(one, role="keep")
        kept.add(one.role)
        items.append(one)
    plan = replace(plan, items=tuple(items))
    if not plan.of_role("name"):
        plan = replace(plan, words=re.split(r"[_./ -]+", plan.file.rpartition("/")[2].rpartition(".")[0])[-1])
    if any(one.role == "at" for one in items):
        columns = tuple(replace(one, role="record") if one.role == "at" else one for one in plan.columns)
        plan = replace(plan, columns=columns)
    return plan


def _item_kind(plan: TablePlan) -> str:
    if any(one.role == "value" for one in plan.items) and any(one.role == "unit" for one in plan.items):
        return str(Kind.LAB)
    return _kind(replace(plan, layout=ROWS))
