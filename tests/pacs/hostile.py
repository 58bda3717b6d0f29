"""Small servers that do what a PACS should not: each answers every request by one function, in a thread of its own."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """Where it is, and what it was asked: path and headers of each request."""

    port: int
    reply: Reply
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Its DICOMweb address."""
        return f"http://127.0.0.1:{self.port}/dicom-web"


@contextmanager
def serving(reply: Reply, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that answers by `reply`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, dict(self.headers)))
            with suppress(OSError):  # the client has seen enough
                told.reply(self)

        def log_message(self, *words: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    socketserver.TCPServer.allow_reuse_address = True
    with Quiet(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        told = Server(server.server_address[1], reply)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()


def sends(body: bytes, media_type: str = "application/dicom+json", status: int = 200, **headers: str) -> Reply:
    """Answers with this body."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        given = {"Content-Type": media_type, "Content-Length": str(len(body))}
        for name, value in (given | {name.replace("_", "-"): value for name, value in headers.items()}).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return reply


def drips(block: bytes, pause: Callable[[], object], media_type: str = "application/dicom+json") -> Reply:
    """Answers with one block after the other, for ever, and no length."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", media_type)
        request.end_headers()
        while True:
            request.wfile.write(block)
            request.wfile.flush()
            pause()

    return reply


def by_path(**replies: Reply) -> Reply:
    """Answers by the end of the path: `metadata`, `series` (files), `studies` (a search)."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        path = request.path
        which = "metadata" if path.endswith("/metadata") else "series" if "/series/" in path else "studies"
        replies[which](request)

    return reply


def related(*files: bytes, media_type: str = "application/dicom", **headers: str) -> Reply:
    """Answers with files as multipart/related."""
    lines = [f"Content-Type: {media_type}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    head = ("--edge\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode()
    body = b"".join(head + file + b"\r\n" for file in files) + b"--edge--\r\n"
    return sends(body, f'multipart/related; type="{media_type}"; boundary=edge')
