"""How much memory the program needs while a large file is uploaded: it must not grow with the file."""

import http.client
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from bench import servers

BYTES = 2_000_000_000
TARGET = 64.0
STEP = 1_000_000


def measure(size: int = BYTES, address: str = "") -> dict[str, Any]:
    """Send `size` bytes with their length, and as many again in pieces without; the growth of memory in MB."""
    if not address:
        with servers.program(TIMELINE_WORKERS="1") as started:
            return measure(size, started)
    before, ended, seen = _resident(address), Event(), [0.0]

    def watch() -> None:
        while not ended.wait(0.05):
            seen[0] = max(seen[0], _resident(address))

    watching = Thread(target=watch)
    watching.start()
    start = time.perf_counter()
    try:
        status = [_send(address, size, chunked=chunked) for chunked in (False, True)]
    finally:
        ended.set()
        watching.join()
    seconds = time.perf_counter() - start
    return {"bytes": size, "status": status, "growth_mb": seen[0] - before, "target": TARGET,
            "mb_per_second": 2 * size / 1e6 / seconds}  # fmt: skip


def lines(found: dict[str, Any]) -> list[str]:
    """What was measured, in a sentence."""
    return [
        f"uploads: {found['bytes'] / 1e9:.2f} GB twice, memory grew by {found['growth_mb']:.0f} MB "
        f"(at most {found['target']:.0f}), {found['mb_per_second']:.0f} MB a second"
    ]


def _send(address: str, size: int, *, chunked: bool) -> int:
    job = json.loads(_asked(address, "POST", "/imports", b"{}")[1])["id"]
    parts = (b"x" * min(STEP, size - at) for at in range(0, size, STEP))
    status, _ = _asked(address, "PUT", f"/imports/{job}/files?name=big.bin", parts, None if chunked else size)
    _asked(address, "DELETE", f"/imports/{job}", b"{}")
    return status


def _asked(
    address: str, method: str, path: str, body: bytes | Iterator[bytes], length: int | None = None
) -> tuple[int, bytes]:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=600)
    headers = {"Origin": address, "Content-Type": "application/json", "Accept": "application/json"}
    if length is not None:
        headers["Content-Length"] = str(length)
    connection.request(method, path, body, headers, encode_chunked=length is None and not isinstance(body, bytes))
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def misses(found: dict[str, Any]) -> bool:
    """Whether the memory grew by more than the target."""
    return bool(found["growth_mb"] > found["target"])


def _resident(address: str) -> float:
    """MB of memory of all processes that serve on the port of the address."""
    port = str(urlsplit(address).port)
    total = 0
    for entry in Path("/proc").iterdir():
        try:
            given = (entry / "environ").read_bytes() if entry.name.isdigit() else b""
            if f"TIMELINE_PORT={port}".encode() in given.split(b"\0"):
                total += int((entry / "statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):
            continue
    return total * os.sysconf("SC_PAGE_SIZE") / 1e6
