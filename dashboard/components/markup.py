"""A tree of Dash components as HTML text, for what the first answer already shows. Every text is escaped."""

from html import escape
from typing import Any, Final

from dash.development.base_component import Component

NAMES: Final = {"className": "class", "tabIndex": "tabindex", "htmlFor": "for"}
VOID: Final = frozenset({"img", "br", "hr", "input"})
FLAGS: Final = frozenset({"hidden", "open", "disabled"})


def markup(part: Any) -> str:
    """The HTML of a component, of a list of them, or of a text."""
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(markup(one) for one in part)
    if not isinstance(part, Component):
        return escape(str(part), quote=False)
    tag = type(part).__name__.lower()
    given = part.to_plotly_json()["props"]
    children = given.pop("children", None)
    opened = f"<{tag}{''.join(_attribute(name, value) for name, value in given.items())}>"
    return opened if tag in VOID else f"{opened}{markup(children)}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    if name in FLAGS:
        return f" {name}"
    return f' {NAMES.get(name, name)}="{escape(str(value))}"'
