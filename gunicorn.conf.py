"""How gunicorn serves the program: address, processes, threads from the settings; loopback only, no control socket."""

import gc
import os
import sys

from dashboard.config import is_loopback, settings_from
from dashboard.errors import Misconfigured


def _settings():
    try:
        return settings_from(os.environ)
    except Misconfigured as problem:
        sys.exit(str(problem))


_from_environment = _settings()

bind = f"{_from_environment.host}:{_from_environment.port}"
workers = _from_environment.workers
threads = _from_environment.threads
worker_class = "gthread"
keepalive = 30
timeout = 60
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2_000
preload_app = True  # the library is loaded and the scripts are packed once, before the processes part
control_socket_disable = True
umask = 0o077
accesslog = None
errorlog = "-"
loglevel = "warning"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
forwarded_allow_ips = "127.0.0.1,::1"
limit_request_line = 8190


def on_starting(server):
    """Refuse an address given on the command line that others can reach: nobody would have to sign in."""
    for address in server.cfg.address:
        if isinstance(address, tuple) and not is_loopback(address[0]):
            sys.exit(f"{address[0]} can be reached by other machines, but no sign-in is configured. Use 127.0.0.1.")


def pre_fork(server, worker):
    """Leave what was loaded before out of garbage collection: it stays, and looking through it would unshare it."""
    gc.freeze()


def when_ready(server):
    """Say where the program is."""
    for listener in server.LISTENERS:
        print(f"The timeline is at {listener}{_from_environment.url_prefix}", flush=True)
