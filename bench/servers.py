"""Starts the program as the Procfile does, and waits until it is ready."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
MOST_SECONDS = 600  # the library of the largest patients is read before the program answers
GUNICORN = [sys.executable, "-m", "gunicorn"]


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(command: list[str], environ: dict[str, str], probe: str) -> Iterator[None]:
    """`command` runs, and `probe` answers, while the block lasts."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ}, stdout=subprocess.DEVNULL)
    try:
        _wait(probe, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=40)


@contextmanager
def program(**settings: str) -> Iterator[str]:
    """The address of the program, freshly started with an empty data folder and these settings."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with TemporaryDirectory() as folder:
        environ = {"TIMELINE_PORT": str(port), "TIMELINE_DATA_DIR": folder, **settings}
        command = [*GUNICORN, "--config", "gunicorn.conf.py", "dashboard.app:wsgi()"]
        with running(command, environ, f"{address}/health/ready"):
            yield address


@contextmanager
def floor(pages: Path) -> Iterator[str]:
    """The address of the floor: the files of `pages`, packed and cached as the program does with its own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [*GUNICORN, "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "30"]
    command += ["--no-control-socket", "--log-level", "warning", "--bind", f"127.0.0.1:{port}", "bench.floor:wsgi()"]
    with running(command, {"FLOOR_PAGES": str(pages)}, f"{address}/plotly.js"):
        yield address


def _wait(probe: str, process: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + MOST_SECONDS
    while time.monotonic() < last and process.poll() is None:
        try:
            with urllib.request.urlopen(probe, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise SystemExit(f"{probe} does not answer")
