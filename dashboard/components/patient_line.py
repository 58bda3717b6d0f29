"""The patient line: who this is and what the board is asked. Never covered, on every view of a case."""

from dash import Input, Output, callback, html
from dash.development.base_component import Component

from dashboard import caller
from dashboard.components import timeline
from dashboard.domain.cases import Case
from dashboard.errors import NotFound
from dashboard.services import cases

LINE = "patient-line"


def layout() -> html.Div:
    """The empty line."""
    return html.Div(id=LINE, className="patient-line")


def children(case: Case) -> list[Component]:
    """The line of one case."""
    person = ", ".join(part for part in (case.age, case.sex) if part)
    return [
        html.H1(case.title, className="patient-code"),
        html.Div(
            [html.Span(person, className="patient-person"), html.Span(case.diagnosis, className="patient-diagnosis")],
            className="patient-who",
        ),
        html.P(
            [
                html.Span(case.question, className="question"),
                html.Span(case.question_source, className="question-source"),
            ],
            className="patient-question",
        ),
    ]


@callback(Output(LINE, "children"), Input(timeline.CASE, "data"))
def show(case_id: str) -> list[Component]:
    """Fills the line."""
    try:
        return children(cases.open_case(caller.user(), caller.context(), case_id).case)
    except NotFound:
        return [html.H1("There is no such case", className="patient-code")]
