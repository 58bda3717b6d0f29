"""The table of a case: the same records as the chart, for eyes, keyboards and screen readers."""

from dash import Input, Output, callback, html
from dash.development.base_component import Component

from dashboard import caller
from dashboard.components import timeline
from dashboard.domain.timing import place
from dashboard.errors import NotFound
from dashboard.services import cases
from dashboard.services.records import Record, detailed

TABLE = "event-table"
COLUMNS = (
    ("id", "Row"),
    ("kind", "Kind"),
    ("label", "Event"),
    ("words", "Time"),
    ("time_kind", "Kind of time"),
    ("until", "Until"),
    ("state", "State"),
    ("value", "Value"),
    ("received", "As received"),
    ("place", "Place"),
    ("issues", "Known issues"),
    ("missing", "Not reported"),
)


def layout() -> html.Section:
    """The empty table."""
    return html.Section(
        html.Details([html.Summary("Table of all records"), html.Div(id=TABLE, className="table-box")], id="table-box"),
        className="table-section",
        **{"aria-label": "Table of all records"},
    )


def cells(record: Record) -> dict[str, str]:
    """The texts of one row, by column."""
    received = f"{record['value_received'] or ''} {record['unit_received'] or ''}".strip()
    value = "" if record["value"] is None else f"{record['value']} {record['unit'] or ''}".strip()
    return {
        "id": record["id"],
        "kind": record["kind"].replace("_", " "),
        "label": record["label"],
        "words": record["words"],
        "time_kind": record["time_kind"],
        "until": until(record),
        "state": record["state"],
        "value": value,
        "received": received if received != value else "",
        "place": f"{record['source']}, {record['place']}".strip(", "),
        "issues": ", ".join(issue["id"] for issue in record["issues"]),
        "missing": ", ".join(missing(record)),
    }


def until(record: Record) -> str:
    """How the event ends, in words; "" for a moment."""
    if record["end_state"] is None:
        return ""
    return str(record["end_words"] or {"unknown": "end not reported"}.get(record["end_state"], record["end_state"]))


def missing(record: Record) -> list[str]:
    """Fields that a reader would look for and the record does not give."""
    absent = [name.replace("_", " ") for name, text in record["details"].items() if text == "not reported"]
    return absent + (["day"] if record["time_kind"] in ("order only", "not dated") else [])


def rows(records: list[Record]) -> list[Component]:
    """The table body."""
    return [
        html.Tr(
            [html.Td(text) if name != "id" else html.Th(text, scope="row") for name, text in cells(record).items()],
            **{"data-row": record["id"]},
        )
        for record in records
    ]


@callback(Output(TABLE, "children"), Input(timeline.CASE, "data"))
def show(case_id: str) -> Component:
    """Fills the table, in the order of the case, days from its own day 0."""
    try:
        opened = cases.open_case(caller.user(), caller.context(), case_id)
    except NotFound:
        return html.P("There is no such case.")
    records = [detailed(opened.case, item) for item in place(opened.case, opened.chronology)]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for _, words in COLUMNS]))
    caption = html.Caption(
        f"{len(records)} rows, in the order of the record; days from {day_zero(records, opened.case.zero)}."
    )
    return html.Table([caption, head, html.Tbody(rows(records))], className="events")


def day_zero(records: list[Record], zero: str) -> str:
    """The label of the event that is day 0."""
    return next((str(record["label"]) for record in records if record["id"] == zero), zero)
