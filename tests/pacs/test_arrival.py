"""How far a study from the PACS has come: told to everybody, fetched once."""

import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event

from dashboard.domain.people import LOCAL_USER
from dashboard.pacs import Arriving
from dashboard.services import audit, fetching, images
from tests.pacs.hostile import related, sends, serving
from tests.pacs.test_cache import pretends
from tests.pacs.test_pictures import Opened, opened, retrievals, study, wait_for

__all__ = ["opened"]


def test_how_far_a_study_has_come_is_seen_by_every_process_and_only_one_fetches_it(
    opened: Opened, changed: Callable[..., bytes]
) -> None:
    gate, files = Event(), pretends(related(changed()))

    def held_up(request):  # type: ignore[no-untyped-def]
        if "/series/" in request.path:
            gate.wait(10)
        files(request)

    with serving(held_up) as server:
        context = opened(server.address)
        other = replace(context, pacs=fetching.fetching_of(context.settings))
        told = study(context)
        assert (told.coming, told.reason, server.asked) == (True, "", [])
        assert images.arrival(LOCAL_USER, context, told.image_id).arriving is not None
        while len(server.asked) < 3:
            time.sleep(0.02)
        assert images.arrival(LOCAL_USER, other, told.image_id).arriving == Arriving(0, 1)
        gate.set()
        wait_for(context)
        assert images.arrival(LOCAL_USER, other, told.image_id) == images.Arrival(here=True)
        assert len(server.asked) == 3
        assert not study(other).coming
        assert retrievals(context) == ["mri-1 done"]


def test_what_does_not_come_says_why_and_every_question_is_written_down(opened: Opened) -> None:
    with serving(sends(b"[]")) as server:
        context = opened(server.address)
        image_id = study(context).image_id
        while (told := images.arrival(LOCAL_USER, context, image_id)).arriving:
            time.sleep(0.02)
        assert told == images.Arrival(here=False, reason="The PACS does not have this study.")
        assert (study(context).coming, study(context).reason) == (False, told.reason)
        lines = [one.line for one in audit.entries(LOCAL_USER, context, case_id="a")]
        assert f"{image_id} on its way" in {line.subject for line in lines if line.action == "view image"}
