"""What the program is for, what it is not, what the reader must know to trust a mark, and whose work is in it."""

import sys
from collections.abc import Sequence
from importlib.metadata import version

import dash
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import __version__
from dashboard.components import shell
from dashboard.config import ROOT
from dashboard.domain.people import LOCAL_USER

dash.register_page(__name__, path="/about", title="About · Clinical timeline")

NOTICE = ROOT / "data" / "illustrations" / "NOTICE.txt"
PACKAGES = ("dash", "plotly", "pandas", "SQLAlchemy", "pydicom", "gunicorn")
PURPOSE = (
    "This program puts what a patient's record says on one time axis: counts, treatments, reported neurological "
    "status, imaging, procedures, complications, decisions and outcomes. It is made for tumor boards, case "
    "conferences and the people who prepare them.",
    "Every mark says how well its time is known and where the statement comes from. What the record leaves open stays "
    "open on the screen.",
)
NOT_A_DEVICE = (
    "It is a display, not a medical device: it is not meant to diagnose, monitor, predict or treat, and nobody has "
    "certified it for that. Whoever uses it in care needs a clinical safety assessment of their own first.",
    "Read the source before you act. The place of each statement stands beside it.",
)
NOT_COMPUTED = (
    "no diagnosis, prognosis or risk",
    "no dose, schedule or alert",
    "no measurement in an image",
    "no response class (RECIST, RANO or the like)",
    "no coma scale or other score from words",
    "no value between two values: a state is not carried forward past what the source says",
)
TIMES = (
    "A record seldom gives dates. Each event is drawn by the kind of time that its source gives: exact, exact on "
    "another clock, bounded, approximate, order only, as of writing, or not dated. An event of which only the order is "
    "known has no day anywhere, in chart, table or export.",
    "Two rules are ours, not the source's. A span that the source rounds or recalls gets a tolerance on each side: "
    "1 day for one given in days, 3 days in weeks, 15 days in months, 182 days in years; counts in hours, hospital "
    "days and therapy days get none. And where a source tells events one after the other without saying more, they are "
    "taken to have happened in that order.",
)
CASES = (
    "The two cases come from a published report: Central Nervous System Complications of Blastic Hyperleukocytosis in "
    "Childhood Acute Lymphoblastic Leukemia: Diagnostic and Prognostic Implications. They are told in our own words, "
    "with the place of each statement.",
    "The pictures of heads are illustrations, drawn from the report's words. They show no patient and say so in every "
    "picture.",
)
WHO = (
    f"You are the {LOCAL_USER.name}. No sign-in is configured, so only this machine can reach the program. Every view "
    "leaves a line in the audit.",
)


def layout(dates: str = "", **_: object) -> html.Div:
    """The about page."""
    content = [
        html.H1("About the clinical timeline"),
        *_section("What it is for", _paragraphs(PURPOSE)),
        *_section("What it is not", _paragraphs(NOT_A_DEVICE)),
        *_section("What it does not compute", [html.Ul([html.Li(text) for text in NOT_COMPUTED])]),
        *_section("How times are told", _paragraphs(TIMES)),
        *_section("The cases and the pictures", [*_paragraphs(CASES), _notice()]),
        *_section("Who is using it", _paragraphs(WHO)),
        *_section("Versions and licenses", [_versions(), *_licenses()]),
    ]
    return html.Div(
        [
            html.Header(shell.navigation("/about", dates), className="page-header"),
            html.Main(content, id=shell.CONTENT, className="prose"),
        ],
        className="page",
    )


def _section(title: str, content: Sequence[Component]) -> tuple[Component, ...]:
    return (html.H2(title), *content)


def _paragraphs(texts: Sequence[str]) -> list[Component]:
    return [html.P(text) for text in texts]


def _notice() -> Component:
    text = NOTICE.read_text(encoding="utf-8") if NOTICE.is_file() else ""
    return html.Details([html.Summary("Notice of the makers of the head template"), html.Pre(text)])


def _versions() -> Component:
    rows = [("This program", __version__), ("Python", sys.version.split()[0])]
    rows += [(name, version(name)) for name in PACKAGES]
    return html.Table(
        html.Tbody([html.Tr([html.Th(name, scope="row"), html.Td(number)]) for name, number in rows]),
        className="versions",
    )


def _licenses() -> list[Component]:
    plotly = html.A("plotly.js", href=dash.get_asset_url("vendor/plotly-LICENSE.txt"))
    plex = html.A("IBM Plex", href=dash.get_asset_url("vendor/plex-sans-1.1.0/OFL.txt"))
    return [
        html.P(
            [
                "The program is under the MIT license; ",
                plotly,
                " too. The fonts are ",
                plex,
                ", under the SIL Open Font License.",
            ]
        ),
        html.P(dcc.Link("All cases", href=dash.get_relative_path("/"))),
    ]
