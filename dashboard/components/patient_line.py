"""The patient line: who this is and what the board is asked. Never covered, on every view of a case."""

from dash import html

from dashboard.domain.ages import told_age
from dashboard.domain.cases import Case


def layout(case: Case | None) -> html.Div:
    """The line of a case; without one it says so."""
    if case is None:
        return html.Div(html.H1("There is no such case", className="patient-code"), className="patient-line")
    person = ", ".join(part for part in (told_age(case), case.sex) if part)
    who = [html.Span(person, className="patient-person"), html.Span(case.diagnosis, className="patient-diagnosis")]
    source = html.Span(case.question_source, className="question-source")
    asked = [html.Span(case.question, className="question"), source]
    return html.Div(
        [
            html.H1(case.title, className="patient-code"),
            html.Div(who, className="patient-who"),
            html.P(asked, className="patient-question"),
        ],
        className="patient-line",
    )
