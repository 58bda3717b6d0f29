"""TLS: the certificate is judged by the name of the settings, though an address that was looked up is connected to."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.pacs import Access, Dicomweb, PacsRefused
from tests.pacs.conftest import client
from tests.pacs.hostile import Server, sends, serving
from tests.pacs.test_hostile import TIGHT

NAME = "pacs.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of NAME that vouches for itself, and its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed: apt-get install openssl")
    folder = tmp_path_factory.mktemp("certificate")
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run([program, *words, *names, *files], check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def server(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server with that certificate, to which every name leads."""
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *words, **more: real("127.0.0.1", *words, **more))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with serving(sends(b"[]"), context) as running:
        yield running


def over_tls(server: Server, name: str, ca_file: Path | None) -> Dicomweb:
    return client(f"https://{name}:{server.port}/dicom-web", TIGHT, Access(token="a-token", ca_file=ca_file))


def test_a_certificate_of_the_name_is_taken(server: Server, certificate: tuple[Path, Path]) -> None:
    assert over_tls(server, NAME, certificate[0]).study("1.1") is None
    assert server.asked[0][1]["Host"] == f"{NAME}:{server.port}"


@pytest.mark.parametrize(("name", "vouched"), [(NAME, False), ("other.example", True), ("127.0.0.1", True)])
def test_any_other_is_refused_before_credentials_are_sent(
    server: Server, certificate: tuple[Path, Path], name: str, vouched: bool
) -> None:
    with pytest.raises(PacsRefused, match=r"certificate of the PACS could not be trusted"):
        over_tls(server, name, certificate[0] if vouched else None).study("1.1")
    assert server.asked == []
