"""Many readers at once: how long the answer that opens a case takes, with two workers.

Each connection asks again as soon as it is answered. All of them are served by one loop of this process, which shares
the machine with the server: what it takes for itself counts against the program.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from urllib.parse import urlsplit

from bench.report import Line, Times, ms
from bench.stage import Stage

TARGETS = {8: 30.0, 40: 60.0}
SECONDS, WARM_UP = 6.0, 1.5
QUERY = "w=1492&h=875&theme=light&events=1"


def measure(stage: Stage) -> Times:
    """ms of every answer, and of errors how many, by connections."""
    times: Times = {}
    address = f"{stage.program}/cases/m/timeline.json?{QUERY}"
    for connections in TARGETS:
        with ThreadPoolExecutor(1) as apart:  # the loop of the browser runs in this thread
            found, errors = apart.submit(asyncio.run, _load(address, connections)).result()
        times[str(connections)], times[f"{connections} errors"] = found, [float(errors)]
    return times


def lines(times: Times) -> list[Line]:
    """The lines of the table."""
    made = []
    for connections, target in TARGETS.items():
        found, errors = times[str(connections)], times[f"{connections} errors"][0]
        cuts = quantiles(found, n=100)
        others = {"median": ms(cuts[49]), "a second": f"{len(found) / SECONDS:.0f}", "errors": f"{errors:.0f}"}
        made.append(Line(f"M opened by {connections} readers at once, p95", cuts[94], "ms", target, others=others))
    made.append(Line("errors under load", sum(times[f"{one} errors"][0] for one in TARGETS), "", 0))
    return made


async def _load(address: str, connections: int) -> tuple[list[float], int]:
    start = time.perf_counter()
    until, counted = start + WARM_UP + SECONDS, start + WARM_UP
    found = await asyncio.gather(*(_reader(address, counted, until) for _ in range(connections)))
    return [one for times, _ in found for one in times], sum(errors for _, errors in found)


async def _reader(address: str, counted: float, until: float) -> tuple[list[float], int]:
    parts, times, errors = urlsplit(address), list[float](), 0
    head = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: br\r\n\r\n".encode()
    source, sink = await asyncio.open_connection(parts.hostname, parts.port)
    while (asked := time.perf_counter()) < until:
        try:
            sink.write(head)
            status, again = await _answer(source)
        except (OSError, asyncio.IncompleteReadError):
            status, again = b"", False
        errors += status != b"200"
        if asked >= counted:
            times.append((time.perf_counter() - asked) * 1000)
        if not again:
            sink.close()
            source, sink = await asyncio.open_connection(parts.hostname, parts.port)
    sink.close()
    return times, errors


async def _answer(source: asyncio.StreamReader) -> tuple[bytes, bool]:
    """The status of an answer that is read to its end, and whether the connection lives on."""
    head = (await source.readuntil(b"\r\n\r\n")).lower()
    length = head.split(b"content-length:")[1].split(b"\r\n")[0]
    await source.readexactly(int(length))
    return head.split(b" ", 2)[1], b"connection: close" not in head
