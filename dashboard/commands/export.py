"""`export CASE --as FORMAT`: a case as a file, without a server. No format needs a browser."""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from dashboard.commands.terminal import DONE, user
from dashboard.config import Settings
from dashboard.errors import Refused
from dashboard.exporters.base import Page
from dashboard.figures.stack import View
from dashboard.services.context import open_context
from dashboard.services.exports import Ready, Wish, prepare
from dashboard.services.imports import load_library

NAME = "export"
HELP = "write a case to a file: pictures, print, slides, tables, an offline page, its own folder; needs no browser"
READ = "I have read the words of this case, and they name nobody"
LOOKED = "I have looked at its pictures, and no name is burned in"


def add(parser: ArgumentParser) -> None:
    """The arguments."""
    say = parser.add_argument
    say("case", metavar="CASE", help="the id of a stored case")
    say("--as", dest="format", required=True, metavar="FORMAT", help="the format; a wrong one lists them all")
    say("--out", type=Path, metavar="FILE", help="where to (default: a name made of the case's code)")
    say("--day-zero", default="", metavar="MOMENT", help="count days from this moment of the case")
    say("--from", dest="start", default="", metavar="DAY", help="the first day of the window")
    say("--to", dest="stop", default="", metavar="DAY", help="the last day of the window")
    say("--hide", default="", metavar="LANES", help="lanes to leave out, with commas between")
    say("--with", dest="choices", action="append", default=[], metavar="NAME=VALUE", help="such as paper=A3")
    say("--review-notes", action="store_true", help="with the review notes, which are left out else")
    say("--deidentified", action="store_true", help="days only, a code for a name, no free text")
    say("--words-read", action="store_true", help=f"with --deidentified: {READ}")
    say("--pictures-read", action="store_true", help=f"with --deidentified: {LOOKED}")


def run(arguments: Namespace, settings: Settings) -> int:
    """0 when the file is written."""
    context = replace(open_context(settings), page=_page_of)
    load_library(context)
    ready = prepare(user(), context, arguments.case, _wish(arguments))
    target = arguments.out or Path(ready.name)
    if arguments.out is None and target.exists():
        raise Refused(f"{target} is there already: name another file with --out.")
    _write(ready, target)
    for name, words in ready.dossier.stamp.lines():
        print(f"{name}: {words}")
    print(f"written: {target}")
    return DONE


def _page_of(folder: Path) -> AbstractContextManager[Page]:
    # The other formats need not wait for the packages of the web.
    from dashboard.offline import page_of

    return page_of(folder)


def _wish(arguments: Namespace) -> Wish:
    hidden = tuple(part.strip() for part in arguments.hide.split(",") if part.strip())
    return Wish(
        format=arguments.format,
        zero=arguments.day_zero,
        view=View(width=1540.0, start=arguments.start, stop=arguments.stop, hidden=hidden),
        deidentified=arguments.deidentified,
        words_read=arguments.words_read,
        pictures_read=arguments.pictures_read,
        review_notes=arguments.review_notes,
        choices=dict(_choice(text) for text in arguments.choices),
    )


def _choice(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise Refused(f'"{text}" is no choice: write NAME=VALUE, such as paper=A3.')
    return name, value


def _write(ready: Ready, target: Path) -> None:
    """Write beside the target first: a file that stands under its name is whole."""
    with NamedTemporaryFile(dir=target.absolute().parent, prefix=".timeline-", delete=False) as out:
        try:
            ready.write(out, _told)
        except BaseException:
            Path(out.name).unlink(missing_ok=True)
            raise
    Path(out.name).replace(target)
    _told(1.0, "")


def _told(share: float, words: str) -> None:
    """Progress on a terminal, nothing in a pipe."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{share:4.0%} {words}" if words else "\r\033[K")
        sys.stderr.flush()
