"""What is read of one resource beside its patient."""

from pathlib import Path
from typing import Any

import pytest

from dashboard.domain.events import Event
from dashboard.importers.base import Import
from tests.importers.fhir import builders


@pytest.fixture
def imported(tmp_path: Path) -> Any:
    """Imports resources, with a patient, from one file of lines."""

    def bring(*resources: builders.Json, **more: Any) -> Import:
        return builders.read(tmp_path, [builders.patient(), *resources], **more)

    return bring


@pytest.fixture
def events(imported: Any) -> Any:
    """The events that resources give."""

    def give(*resources: builders.Json) -> list[Event]:
        return builders.events_of(imported(*resources))

    return give


@pytest.fixture
def event(events: Any) -> Any:
    """The one event that a resource gives."""

    def give(resource: builders.Json) -> Event:
        (one,) = events(resource)
        return one

    return give


@pytest.fixture
def left(imported: Any) -> Any:
    """Why a resource is not imported: the words by which the report counts it."""

    def give(resource: builders.Json) -> str:
        report = imported(resource).report
        assert (report.accepted, report.rows_refused, sum(report.not_imported.values())) == (1, 0, 1)
        return next(iter(report.not_imported))

    return give


@pytest.fixture
def refused(imported: Any) -> Any:
    """Where and why a resource is refused."""

    def give(resource: builders.Json) -> tuple[str, str]:
        report = imported(resource).report
        (one,) = report.refused
        assert (one.file, one.line, report.rows_refused, report.accepted) == ("x.json", 2, 1, 1)
        return one.field, one.reason

    return give
