"""The HTML of pages that are not Dash's: our style sheet, our script, and a `main` that the script fills."""

from collections.abc import Mapping
from html import escape

from flask import current_app

from dashboard import caller
from dashboard.web import themes
from dashboard.web.shelf import SHELF


def plain_page(
    title: str, given: Mapping[str, str], sentence: str = "", *, after: str = "", page: str = "", theme: str = ""
) -> str:
    """The document; `given` are attributes of its `main`, `sentence` stands there until the script has run, `after` is
    markup behind it. Without a theme it is that of the reader, or of the reader's system."""
    shelf = current_app.extensions[SHELF]
    attributes = "".join(f' {name}="{escape(text)}"' for name, text in given.items())
    told = f"<p>{escape(sentence)}</p>" if sentence else ""
    themed = themes.attribute(theme or caller.theme())
    return (
        f'<!DOCTYPE html>\n<html lang="en"{themed}>\n<head>\n<meta charset="utf-8">\n'
        f"<script>{themes.SCRIPT}</script>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · Clinical timeline</title>\n"
        f'{shelf.icon()}\n{shelf.styles()}\n</head>\n<body class="{page}">\n'
        f'<main id="content"{attributes}>{told}</main>\n{after}\n{shelf.scripts()}\n</body>\n</html>\n'
    )
