"""`serve`: the web server, gunicorn with the project's own configuration, in place of this process."""

import os
import sys
from argparse import ArgumentParser, Namespace

from dashboard.config import ROOT, Settings, settings_from, variable
from dashboard.errors import Misconfigured

NAME = "serve"
HELP = "serve the timeline to the browser"


def add(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--host", help="address to listen on (default: TIMELINE_HOST)")
    parser.add_argument("--port", help="port to listen on; 0 takes a free one (default: TIMELINE_PORT)")


def run(arguments: Namespace, settings: Settings) -> int:
    """Does not return: the server takes the place of this process."""
    # The other commands need not wait for the packages of the web.
    from dashboard.web.security import refuse_open_door

    environ = environment(arguments)
    refuse_open_door(settings_from(environ))
    configuration = ROOT / "gunicorn.conf.py"
    if not configuration.is_file():
        raise Misconfigured(f"{configuration.name} is missing beside the program; the server cannot be started safely.")
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "--config", str(configuration), "dashboard.app:wsgi()"]
    os.execve(sys.executable, command, environ)  # noqa: S606 - no shell, and nothing of a user's in the words


def environment(arguments: Namespace) -> dict[str, str]:
    """The environment of the server: ours, the settings that the arguments give, and where the program is."""
    given = {"host": arguments.host, "port": arguments.port}
    settings = {variable(name): value for name, value in given.items() if value is not None}
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, **settings, "PYTHONPATH": paths}
