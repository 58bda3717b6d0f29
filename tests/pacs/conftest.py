"""A real Orthanc with the drawn series of a case in it, and small hostile servers."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pydicom
import pytest
from pydicom.uid import JPEG2000Lossless

from dashboard.pacs import Access, Cache, Dicomweb, Limits, Origin, Transport
from tests.pacs import orthanc

CASES = Path(__file__).parents[2] / "data" / "cases"
PATIENT = "ILLUSTRATION-case-1"
SOMEBODY = Access("reader", "a-secret")
LIMITS = Limits(wait=3, whole=20, size=32 * 1024 * 1024, text=4 * 1024 * 1024, records=200)


@dataclass(frozen=True)
class Filled:
    """A running PACS: its address, and what was put in."""

    address: str

    @cached_property
    def study(self) -> str:
        """The UID of the study that the tests fetch: 2 series of 24."""
        return str(first_of("mri-1").StudyInstanceUID)

    @cached_property
    def converted(self) -> pydicom.Dataset:
        """An instance that lies there as JPEG 2000."""
        return first_of("ct-1")

    def dicomweb(self, limits: Limits = LIMITS, password: str = orthanc.PASSWORD) -> Dicomweb:
        """Our client of it."""
        return client(self.address, limits, Access(orthanc.USER, password))


def client(address: str, limits: Limits = LIMITS, access: Access = SOMEBODY) -> Dicomweb:
    """A client of the PACS at `address`."""
    return Dicomweb(Transport(Origin(address), access, limits))


def files_of(study: str) -> list[Path]:
    """The drawn pictures of a study of case 1."""
    return sorted((CASES / "case-1" / "images" / study).rglob("*.dcm"))


def first_of(study: str) -> pydicom.Dataset:
    """The first of them, read."""
    return pydicom.dcmread(files_of(study)[0])


def as_bytes(dataset: pydicom.Dataset) -> bytes:
    """The file that a dataset makes."""
    file = io.BytesIO()
    dataset.save_as(file)
    return file.getvalue()


@pytest.fixture(scope="session")
def pacs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Orthanc, filled once; the tests only read."""
    if not orthanc.is_installed():
        pytest.skip("Orthanc is not installed: apt-get install orthanc orthanc-dicomweb orthanc-gdcm")
    with orthanc.running(tmp_path_factory.mktemp("orthanc")) as address:
        orthanc.store(address, [file.read_bytes() for file in files_of("mri-1")])
        converted = first_of("ct-1")
        converted.decompress()
        converted.compress(JPEG2000Lossless, generate_instance_uid=False)
        orthanc.store(address, [as_bytes(converted)])
        yield Filled(address)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An empty cache."""
    return Cache(tmp_path / "pacs", 100 * 1024 * 1024)


@pytest.fixture
def changed() -> Callable[..., bytes]:
    """Makes a file of the drawn study with some elements changed."""

    def make(**elements: str) -> bytes:
        dataset = first_of("mri-1")
        for name, value in elements.items():
            setattr(dataset, name, value)
        return as_bytes(dataset)

    return make
