"""One GET to the configured origin, with limits on time and size. No redirect, no proxy, no compression, no cookie."""

import contextlib
import logging
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Timer

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.util import make_headers

from dashboard.pacs.failures import PacsRefused
from dashboard.pacs.origin import Origin

BLOCK = 64 * 1024

# It writes whole addresses, and those of a search hold patient ids.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Limits:
    """`wait` seconds for a sign of life, `whole` seconds and `size` bytes for one answer, `records` in a list."""

    wait: float = 10
    whole: float = 120
    size: int = 1024 * 1024 * 1024
    text: int = 64 * 1024 * 1024
    records: int = 5000


@dataclass(frozen=True, slots=True)
class Access:
    """How the PACS is told who asks, and by which authorities its certificate is judged. Never printed."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    ca_file: Path | None = None

    def headers(self) -> dict[str, str]:
        """The header that carries the credentials; none without."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        return dict(make_headers(basic_auth=f"{self.user}:{self.password}")) if self.user else {}


@dataclass(frozen=True, slots=True)
class Answer:
    """A 200 (or 204, nothing found) whose body is yet to be read, once, with `blocks`."""

    status: int
    media_type: str
    blocks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Transport:
    """Sends requests to one origin."""

    origin: Origin
    access: Access = Access()
    limits: Limits = Limits()

    @contextlib.contextmanager
    def get(self, path: str, accept: str, *, size: int) -> Iterator[Answer]:
        """The answer to a GET of `path` below the base URL, of at most `size` bytes. Raises PacsRefused."""
        watch = _Watch(self.limits.whole)
        headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": "clinical-timeline"}
        headers |= {"Host": self.origin.authority, "Connection": "close", **self.access.headers()}
        with contextlib.ExitStack() as stack:
            with watch.translated():
                connection = self._connected(watch, stack)
                connection.request("GET", f"{self.origin.path}/{path}", headers=headers, preload_content=False)
                response = connection.getresponse()
                stack.callback(response.close)
            watch.refuse_late()
            _refuse_status(response.status)
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise PacsRefused("The PACS sent a compressed answer, which was not asked for.")
            yield Answer(response.status, response.headers.get("Content-Type", ""), _blocks(response, size, watch))

    def _connected(self, watch: "_Watch", stack: contextlib.ExitStack) -> HTTPConnection:
        """A connection to the first address that takes it, closed with `stack`."""
        addresses = self.origin.addresses()
        for address in addresses:
            connection = self._connection(address)
            stack.callback(connection.close)
            stack.enter_context(watch.over(connection))
            try:
                connection.connect()
                watch.socket = connection.sock  # the connection lets go of it when the answer begins
                return connection
            except NewConnectionError:
                if address == addresses[-1]:
                    raise
        raise PacsRefused("The PACS has no address.")

    def _connection(self, address: str) -> HTTPConnection:
        # The address that was looked up once is connected to; the name is for the certificate and the Host header only.
        port, wait, host = self.origin.port, self.limits.wait, self.origin.host
        if self.origin.scheme == "http":
            return HTTPConnection(address, port, timeout=wait)
        try:
            context = ssl.create_default_context(cafile=self.access.ca_file)
        except OSError as problem:
            raise PacsRefused("The file of certificate authorities cannot be read.") from problem
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return HTTPSConnection(
            address, port, timeout=wait, ssl_context=context, server_hostname=host, assert_hostname=host
        )


class _Watch:
    """Cuts a connection when its time is up: a time-out alone would never end a byte every second."""

    def __init__(self, seconds: float) -> None:
        self.sentence = ""
        self.socket: socket.socket | None = None
        self._seconds = seconds

    def refuse_late(self) -> None:
        """Raises PacsRefused when time is up: headers, or a body without a length, end as if whole when cut."""
        if self.sentence:
            raise PacsRefused(self.sentence)

    @contextlib.contextmanager
    def translated(self) -> Iterator[None]:
        """Turns what the network raises into PacsRefused."""
        try:
            yield
        except (HTTPError, HTTPException, OSError, ValueError, AttributeError) as problem:
            raise PacsRefused(self.sentence or _sentence(problem)) from problem

    @contextlib.contextmanager
    def over(self, connection: HTTPConnection) -> Iterator[None]:
        timer = Timer(self._seconds, self._cut, [connection])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self, connection: HTTPConnection) -> None:
        self.sentence = f"The PACS took longer than {self._seconds:g} seconds; the request was given up."
        used = self.socket or connection.sock
        with contextlib.suppress(OSError):
            if used is not None:
                used.shutdown(socket.SHUT_RDWR)


def _blocks(response: BaseHTTPResponse, size: int, watch: _Watch) -> Iterator[bytes]:
    left = size
    while True:
        with watch.translated():
            block = response.read1(BLOCK, decode_content=False)
        watch.refuse_late()
        if not block:
            return
        left -= len(block)
        if left < 0:
            raise PacsRefused(f"The PACS sent more than {_megabytes(size)}; the rest was not read.")
        yield block


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.3g} MB"


def _refuse_status(status: int) -> None:
    if status in (200, 204):
        return
    known = {
        401: "The PACS does not accept the user and password of the settings (401).",
        403: "The PACS does not let this program in (403).",
        404: "The PACS does not have it (404).",
    }
    if 300 <= status < 400:
        raise PacsRefused(f"The PACS sent this program elsewhere ({status}); redirects are not followed.")
    raise PacsRefused(known.get(status, f"The PACS answered with an error ({status})."))


def _sentence(problem: Exception) -> str:
    text = f"{type(problem).__name__} {problem}"
    if "CERTIFICATE" in text.upper() or "hostname" in text:
        return "The certificate of the PACS could not be trusted."
    if isinstance(problem, TimeoutError) or "timed out" in text.lower():
        return "The PACS did not answer in time."
    if "IncompleteRead" in text:
        return "The PACS broke off in the middle of its answer."
    return "The PACS could not be reached, or broke off."
