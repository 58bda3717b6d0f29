"""`python -m dashboard COMMAND`: picks the command, and turns every failure into a sentence and an exit status.

0 done, 1 something was refused or is not there, 2 it could not be tried.
"""

import logging
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from types import ModuleType

from dashboard.commands import bring, check, export, pacs, serve, show
from dashboard.commands.terminal import CANNOT, REFUSED
from dashboard.config import settings_from
from dashboard.errors import Misconfigured, TimelineError, Unavailable

COMMANDS: tuple[ModuleType, ...] = (serve, show, check, bring, export, pacs)
LOG = logging.getLogger("dashboard")


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` name; the exit status."""
    arguments = _parser().parse_args(words)
    logging.basicConfig(level=logging.ERROR, format="%(message)s", stream=sys.stderr)
    try:
        status: int = arguments.run(arguments, settings_from(os.environ))
        sys.stdout.flush()
    except (Misconfigured, Unavailable) as problem:
        return _failed(problem, CANNOT)
    except TimelineError as problem:
        return _failed(problem, REFUSED)
    except BrokenPipeError:  # whoever read our output has seen enough; the interpreter must not complain at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as problem:
        return _failed(f"{problem.filename or 'The system'}: {problem.strerror or problem}.", CANNOT)
    except KeyboardInterrupt:
        return _failed("Stopped.", CANNOT)
    except Exception as problem:  # a fault of ours: its kind and place, but no trace and none of the data
        return _failed(f"This should not have happened: {_where(problem)}. Nothing was changed.", CANNOT)
    return status


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m dashboard", description="Clinical timeline: cases on one time axis.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        one = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add(one)
        one.set_defaults(run=command.run)
    return parser


def _failed(problem: object, status: int) -> int:
    sys.stdout.flush()
    print(problem, file=sys.stderr)
    return status


def _where(problem: Exception) -> str:
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" in {trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}"
    return f"{type(problem).__name__}{place}"


if __name__ == "__main__":
    sys.exit(main())
