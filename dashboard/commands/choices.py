"""The arguments by which a person says what files do not say of themselves: format, mapping, how text is read."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dashboard.errors import Refused
from dashboard.importers.base import DATES, DECIMALS, Choices, Dialect

_CONFIRMED = ("encoding", "delimiter", "decimal", "dates")


def add_choices(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument(
        "--as", dest="format", default="", metavar="FORMAT", help="how to read it, as in mimic-iv or fhir"
    )
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help="the file that describes the tables (docs/import-tables.md)"
    )
    parser.add_argument(
        "--source", default="", metavar="NAME", help="the system that it comes from, where there are several"
    )
    parser.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar="WHAT=HOW",
        help='how text is to be read: encoding=cp1252, delimiter=";", decimal=comma, dates="day first"',
    )


def chosen(arguments: Namespace) -> Choices:
    """What the arguments say. Raises Refused where a confirmation cannot be understood."""
    said = dict(_confirmation(text) for text in arguments.confirm)
    return Choices(
        arguments.format,
        arguments.mapping.resolve() if arguments.mapping else None,
        arguments.source,
        getattr(arguments, "case", ""),
        Dialect(**said, said=tuple(said)),
    )


def _confirmation(text: str) -> tuple[str, str]:
    what, _, how = text.partition("=")
    if what not in _CONFIRMED or not how:
        raise Refused(f"--confirm {text}: expected one of {', '.join(_CONFIRMED)}, then = and how it is read.")
    words = {"decimal": DECIMALS, "dates": DATES}.get(what, ())
    if words and how not in words:
        raise Refused(f"--confirm {text}: expected {' or '.join(words)}.")
    return what, how
