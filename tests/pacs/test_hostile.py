"""Servers that are no good: none leads us elsewhere, none holds us, none fills us, each gives one sentence."""

import json
import socket
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.pacs import Access, Dicomweb, Limits, Origin, PacsRefused, Transport
from dashboard.pacs.answers import InstanceRecord
from tests.pacs.conftest import client
from tests.pacs.hostile import Reply, Server, drips, related, sends, serving

TIGHT = Limits(wait=0.5, whole=1.5, size=200_000, text=50_000, records=20)
INSTANCE = InstanceRecord("1.3", "1.2", "1.1", "P")


def refused(reply: Reply, limits: Limits = TIGHT) -> tuple[str, Server]:
    """The sentence by which a search is refused, and the server."""
    with serving(reply) as server:
        with pytest.raises(PacsRefused) as refusal:
            client(server.address, limits).study("1.1")
        assert "a-secret" not in repr(refusal.value)
        return str(refusal.value), server


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with serving(sends(b"[]")) as other:
        for target in (other.address, "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "/elsewhere"):
            said, server = refused(sends(b"", status=status, Location=target))
            assert said == f"The PACS sent this program elsewhere ({status}); redirects are not followed."
            assert len(server.asked) == 1
        assert other.asked == []


def test_an_endless_body_is_cut_at_the_limit() -> None:
    said, _ = refused(drips(b" " * 8192, lambda: None))
    assert said == "The PACS sent more than 0.0477 MB; the rest was not read."


def test_a_body_that_announces_its_length_is_cut_as_well() -> None:
    said, _ = refused(sends(b" " * 60_000))
    assert "more than" in said


def test_a_slow_body_is_cut_when_the_time_is_up() -> None:
    start = time.monotonic()
    said, _ = refused(drips(b" ", lambda: time.sleep(0.05)))
    assert said == "The PACS took longer than 1.5 seconds; the request was given up."
    assert time.monotonic() - start < 4


def test_slow_headers_are_cut_when_the_time_is_up(caplog: pytest.LogCaptureFixture) -> None:
    def reply(request):  # type: ignore[no-untyped-def]
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            request.wfile.write(b"X")
            time.sleep(0.05)

    start = time.monotonic()
    said, _ = refused(reply)
    assert "took longer than 1.5 seconds" in said
    assert time.monotonic() - start < 4
    assert caplog.text == ""


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(PacsRefused, match="did not answer in time"):
            client(f"http://127.0.0.1:{silent.getsockname()[1]}", TIGHT).study("1.1")


def test_where_nobody_listens_it_is_told() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(PacsRefused, match="could not be reached"):
        client(f"http://127.0.0.1:{port}", TIGHT).study("1.1")


@pytest.mark.parametrize(
    "reply",
    [
        sends(b"<html>", "text/html"),
        sends(b"[]", "text/plain"),
        sends(b"{}"),
        sends(b"[1]"),
        sends(b"[" * 5000),
        sends(b"\xff\xfe"),
        sends(b"not json"),
    ],
)
def test_an_answer_of_another_kind_is_refused(reply: Reply) -> None:
    assert refused(reply)[0] == "The PACS sent something else than was asked for."


def test_nothing_found_may_be_an_empty_list_or_204() -> None:
    for reply in (sends(b"[]"), sends(b"", status=204), sends(b"")):
        with serving(reply) as server:
            assert client(server.address, TIGHT).study("1.1") is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 502, 206])
def test_an_error_is_a_sentence_with_its_number(status: int) -> None:
    said, server = refused(sends(b"<script>patient Doe</script>", status=status))
    assert f"({status})" in said
    assert "Doe" not in said
    assert len(server.asked) == 1


def test_a_compressed_answer_is_not_unpacked() -> None:
    assert "compressed" in refused(sends(b"\x1f\x8b" + b"0" * 100, Content_Encoding="gzip"))[0]


def test_a_broken_off_answer_is_no_answer() -> None:
    assert "broke off" in refused(sends(b"[", Content_Length="5000"))[0]


def test_a_long_list_is_refused() -> None:
    assert refused(sends(json.dumps([{}] * 21).encode()))[0] == "The PACS sent 21 entries; 20 are taken at most."


ELSEWHERE = [
    "http://169.254.169.254/latest",
    "http://127.0.0.1:1/x",
    "https://127.0.0.1:{port}/dicom-web/x",
    "//evil.example/x",
    "file:///etc/passwd",
    "http://127.0.0.1:{port}@evil.example/",
    "http://reader@127.0.0.1:{port}/",
    "http://[",
    17,
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_bulk_data_elsewhere_is_refused(target: object) -> None:
    with ExitStack() as stack:
        body: list[object] = []

        def reply(request):  # type: ignore[no-untyped-def]
            sends(json.dumps(body).encode())(request)

        server = stack.enter_context(serving(reply))
        address = target.format(port=server.port) if isinstance(target, str) else target
        body.append({"00400100": {"vr": "SQ", "Value": [{"7FE00010": {"vr": "OW", "BulkDataURI": address}}]}})
        with pytest.raises(PacsRefused, match="outside of itself"):
            client(server.address, TIGHT).instances("1.1")
        body[0] = {"7FE00010": {"vr": "OW", "BulkDataURI": f"{server.address}/studies/1.1/bulk"}}
        with pytest.raises(PacsRefused, match="something else"):  # no UIDs in it
            client(server.address, TIGHT).instances("1.1")
        assert len(server.asked) == 2


@pytest.mark.parametrize("name", ["Content_Location", "Location"])
def test_a_part_that_lies_elsewhere_is_refused(name: str) -> None:
    reply = related(b"pixels", media_type="application/octet-stream", **{name: "http://169.254.169.254/x"})
    with serving(reply) as server, pytest.raises(PacsRefused, match="outside of itself"):
        client(server.address, TIGHT).frames(INSTANCE, (1,))


def test_too_few_frames_are_no_frames() -> None:
    with serving(related(b"pixels", media_type="application/octet-stream")) as server:
        with pytest.raises(PacsRefused, match="something else"):
            client(server.address, TIGHT).frames(INSTANCE, (1, 2))
        assert server.asked[0][0].endswith("/frames/1,2")


def test_more_parts_than_allowed_are_refused() -> None:
    with serving(related(*[b"x"] * 21)) as server, pytest.raises(PacsRefused, match="more than 20 parts"):
        [list(one) for one in client(server.address, TIGHT).files("1.1", "1.2", 10**6)]


def test_files_of_another_kind_are_refused() -> None:
    with serving(related(b"x", media_type="text/html")) as server, pytest.raises(PacsRefused, match="something else"):
        list(client(server.address, TIGHT).files("1.1", "1.2", 10**6))


def test_a_rendered_picture_that_is_none_is_refused() -> None:
    with serving(sends(b"<html>", "text/html")) as server:
        with pytest.raises(PacsRefused, match="something else"):
            client(server.address, TIGHT).rendered(INSTANCE, (40, 80), 2, 96)
        assert server.asked[0][0].endswith("/frames/2/rendered?window=40,80,linear&viewport=96,96")


def test_the_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    real, looked_up = socket.getaddrinfo, []

    def rebinding(host: str, port: int, *more: object, **others: object) -> list[object]:
        if not host.endswith(".example"):
            return list(real(host, port, *more, **others))  # type: ignore[call-overload]
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{len(looked_up)}", port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with serving(sends(b"[]")) as server:
        source = client(f"http://pacs.example:{server.port}/dicom-web", TIGHT)
        for _ in range(3):
            assert source.study("1.1") is None
        assert looked_up == ["pacs.example"]
        assert [headers["Host"] for _, headers in server.asked] == [f"pacs.example:{server.port}"] * 3


@pytest.mark.parametrize("address", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "::"])
def test_an_address_that_no_pacs_has_is_not_spoken_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", (address, 80))])
    with pytest.raises(PacsRefused, match="no PACS has"):
        client("http://pacs.example", TIGHT).study("1.1")


def test_a_name_that_is_not_known_is_told() -> None:
    for host in ("no-such-host.invalid", f"{'x' * 70}.example"):
        with pytest.raises(PacsRefused, match="name of the PACS is not known"):
            client(f"http://{host}", TIGHT).study("1.1")


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(sends(b"[]")) as server, serving(sends(b"[]")) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        assert client(server.address, TIGHT).study("1.1") is None
        assert (len(server.asked), proxy.asked) == (1, [])


def test_what_is_sent_asks_for_nothing_but_the_thing() -> None:
    with serving(sends(b"[]")) as server:
        client(server.address, TIGHT, Access(token="a-token")).study("1.1")
        ((path, headers),) = server.asked
        assert path == "/dicom-web/studies?StudyInstanceUID=1.1"
        assert headers["Authorization"] == "Bearer a-token"
        assert headers["Accept-Encoding"] == "identity"
        client(server.address, TIGHT, Access()).study("1.1")
        assert "Authorization" not in server.asked[1][1]


def test_credentials_are_in_no_repr() -> None:
    source = Dicomweb(Transport(Origin("https://pacs.example"), Access("a-user", "a-password", "a-token")))
    for secret in ("a-user", "a-password", "a-token"):
        assert secret not in repr(source)


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    def answer(listener: socket.socket) -> None:
        with listener.accept()[0] as one:
            one.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

    with socket.socket() as plain:
        plain.bind(("127.0.0.1", 0))
        plain.listen()
        threading.Thread(target=answer, args=(plain,), daemon=True).start()
        source = client(f"https://127.0.0.1:{plain.getsockname()[1]}", TIGHT)
        with pytest.raises(PacsRefused):
            source.study("1.1")
    missing = replace(source.transport, access=Access(ca_file=Path("/nowhere.pem")))
    with pytest.raises(PacsRefused, match="certificate authorities cannot be read"):
        Dicomweb(missing).study("1.1")
