"""What the program is for, what it is not, and whose work is in it."""
import dash
from dash import html
from dashboard.components import shell
dash.register_page(__name__, path="/about", title="About · Clinical timeline")
def layout(**_: object) -> html.Div:
    return html.Div([html.Header(shell.navigation("/about")), html.Main([html.H1("About")], id=shell.CONTENT)])
