"""The PACS for the other services: pictures of a study that lie nowhere else, the link to its viewer, and whether it
answers. Each retrieval leaves an audit line of whoever asked for the pictures."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from dashboard.config import Settings, is_loopback, variable
from dashboard.domain.cases import Study
from dashboard.domain.people import Action, User
from dashboard.errors import Refused
from dashboard.pacs import Origin, PacsRefused, viewer_link
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.services.fetching import Standing, source_of
from dashboard.store import cases as stored_cases

NOT_A_STUDY = "2.25.0"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a check, in one sentence, and whether it went well."""

    good: bool
    sentence: str


def standing(user: User, context: Context, case_id: str, study_id: str, wait: float | None) -> Standing | None:
    """Where the pictures of a study are that the PACS has; None where there is no PACS or the study names no UID."""
    if context.pacs is None:
        return None
    with context.store.reading() as db:
        studies, _ = stored_cases.studies_of(db, case_id)
        patient_id = stored_cases.patient_of(db, case_id)
    uid = next((study.uid for study in studies if study.id == study_id), "")
    if not uid:
        return None

    def note(problem: PacsRefused | None) -> None:
        with suppress(Refused), acting(user, context, Action.RETRIEVE, case_id, subject=study_id):
            if problem is not None:
                raise Refused(str(problem))

    return context.pacs.standing((uid, patient_id), note, wait)


def link_of(context: Context, study: Study) -> str:
    """The address of a study in the viewer of the PACS; "" where none is offered."""
    return viewer_link(context.settings.pacs_viewer_link, study.uid, study.accession)


def check(settings: Settings) -> Iterator[Step]:
    """Whether the PACS of the settings can be used, step by step; ends with the first step that fails."""
    source = source_of(settings)
    if source is None:
        yield Step(False, f"No PACS is configured: {variable('pacs_url')} is empty.")
        return
    origin = source.transport.origin
    yield Step(True, f"The PACS is expected at {settings.pacs_url}, {_credentials(settings)}.")
    try:
        yield Step(True, f"The name {origin.host} leads to {', '.join(origin.addresses())}.")
        source.study(NOT_A_STUDY)
        yield Step(True, "It answers a search for a study that does not exist, as it should.")
    except PacsRefused as refusal:
        yield Step(False, str(refusal))
        return
    if origin.scheme == "http" and not _is_here(origin):
        yield Step(True, "Beware: without https, user, password and pictures can be read on the way.")
    offered = "is offered" if settings.pacs_viewer_link else f"is not offered: {variable('pacs_viewer_link')} is empty"
    yield Step(True, f"The link to its viewer {offered}.")


def _credentials(settings: Settings) -> str:
    if settings.pacs_token:
        return "with a token"
    return "with user and password" if settings.pacs_user else "without credentials"


def _is_here(origin: Origin) -> bool:
    return all(is_loopback(address) for address in origin.addresses())
