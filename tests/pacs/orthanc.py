"""A private Orthanc for the tests: Debian's packages, in a temporary folder, on a free port, gone afterwards."""

import json
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from urllib3 import HTTPResponse, PoolManager, Retry
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers

PROGRAM = Path("/usr/sbin/Orthanc")
PLUGINS = [Path(f"/usr/share/orthanc/plugins/libOrthanc{name}.so") for name in ("DicomWeb", "Gdcm")]
USER, PASSWORD = "reader", "only-for-tests"
HEADERS = make_headers(basic_auth=f"{USER}:{PASSWORD}")
BOUNDARY = "between-two-files"
JPEG_2000 = ["1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"]


def is_installed() -> bool:
    """Whether Debian's orthanc, orthanc-dicomweb and orthanc-gdcm are here."""
    return all(file.is_file() for file in (PROGRAM, *PLUGINS))


def configuration(folder: Path, port: int) -> dict[str, object]:
    """The settings of a server that nobody else can use. It has none for the address that it listens on."""
    return {
        "StorageDirectory": str(folder / "storage"),
        "IndexDirectory": str(folder / "storage"),
        "HttpPort": port,
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": True,
        "RegisteredUsers": {USER: PASSWORD},
        "DicomServerEnabled": False,
        "ExecuteLuaEnabled": False,
        "RestApiWriteToFileSystemEnabled": False,
        "OverwriteInstances": False,
        "ConcurrentJobs": 1,
        "Plugins": [str(file) for file in PLUGINS],
        # Without the restriction version 1.5 takes JPEG-LS as well, and crashes when it converts it.
        "Gdcm": {"Enable": True, "RestrictTransferSyntaxes": JPEG_2000},
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/", "EnableWado": False},
    }


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The DICOMweb address of an Orthanc that runs in `folder`."""
    port = _free_port()
    (folder / "storage").mkdir()
    (folder / "orthanc.json").write_text(json.dumps(configuration(folder, port)))
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([PROGRAM, folder / "orthanc.json"], cwd=folder, stdout=log, stderr=log)
        try:
            _wait(server, f"http://127.0.0.1:{port}/system", folder / "log")
            yield f"http://127.0.0.1:{port}/dicom-web"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(10)


def store(address: str, files: Iterable[bytes]) -> None:
    """Put DICOM files in, by STOW-RS."""
    head = f"--{BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n".encode()
    body = b"".join(head + file + b"\r\n" for file in files) + f"--{BOUNDARY}--\r\n".encode()
    headers = {
        **HEADERS,
        "Content-Type": f'multipart/related; type="application/dicom"; boundary={BOUNDARY}',
        "Accept": "application/dicom+json",
    }
    with PoolManager() as http:
        answer = http.request("POST", f"{address}/studies", body=body, headers=headers)
    assert answer.status == 200, answer.data[:300]


def ask(address: str, path: str, accept: str = "*/*") -> HTTPResponse:
    """What the server itself answers, without any of our rules."""
    with PoolManager(retries=Retry(False)) as http:
        answer = http.request("GET", f"{address}/{path}", headers={**HEADERS, "Accept": accept})
    assert isinstance(answer, HTTPResponse)
    return answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + 30
    with PoolManager(retries=Retry(False), timeout=2) as http:
        while time.monotonic() < end and server.poll() is None:
            try:
                if http.request("GET", address, headers=HEADERS).status == 200:
                    return
            except (HTTPError, OSError):
                pass
            time.sleep(0.1)
    raise AssertionError(f"Orthanc did not start: {log.read_text(errors='replace')[-1000:]}")
