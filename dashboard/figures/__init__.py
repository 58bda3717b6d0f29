"""Pure functions from placed events to plain Plotly dicts; the only folder that knows Plotly. No Dash, SQL or files
from outside."""
