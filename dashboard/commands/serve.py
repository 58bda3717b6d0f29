"""`serve`: the web server, gunicorn with the project's own configuration, in place of this process."""

import os
import sys
from argparse import ArgumentParser, Namespace

from dashboard.config import ROOT, Settings, variable
from dashboard.errors import Misconfigured

NAME = "serve"
HELP = "serve the timeline to the browser"


def add(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--host", help="address to listen on (default: TIMELINE_HOST)")
    parser.add_argument("--port", help="port to listen on; 0 takes a free one (default: TIMELINE_PORT)")


def run(arguments: Namespace, settings: Settings) -> int:
    """Does not return: the server takes the place of this process."""
    configuration = ROOT / "gunicorn.conf.py"
    if not configuration.is_file():
        raise Misconfigured(f"{configuration.name} is missing beside the program; the server cannot be started safely.")
    sys.stdout.flush()
    os.chdir(ROOT)
    command = [sys.executable, "-m", "gunicorn", "--config", str(configuration), "dashboard.app:wsgi()"]
    os.execve(sys.executable, command, {**os.environ, **environment(arguments)})  # noqa: S606 - no shell, own arguments


def environment(arguments: Namespace) -> dict[str, str]:
    """The settings that the arguments give, by the names of their variables."""
    given = {"host": arguments.host, "port": arguments.port}
    return {variable(name): value for name, value in given.items() if value is not None}
