"""`pacs check`: whether the PACS of the settings answers, one sentence a step. Nothing is fetched or stored."""

from argparse import ArgumentParser, Namespace

from dashboard.commands.terminal import DONE, REFUSED
from dashboard.config import Settings
from dashboard.services.pacs import check

NAME = "pacs"
HELP = "say whether the PACS answers"


def add(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("what", choices=["check"], help="check: try the address and the credentials of the settings")


def run(arguments: Namespace, settings: Settings) -> int:
    """0 when all is well, 1 when a step failed."""
    good = True
    for step in check(settings):
        print(step.sentence, flush=True)
        good = good and step.good
    return DONE if good else REFUSED
