"""Stories: by rule until somebody keeps one, kept in versions, read once, and shown to a room without names."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER, Action, Role, User
from dashboard.errors import Denied, NotFound, Refused, Stale
from dashboard.services import audit, identities, presenting, stories
from dashboard.services.codes import code_of
from dashboard.services.context import Context, open_context
from dashboard.services.imports import load_library

NOBODY = User("n", Role.PRESENTER, cases=frozenset())


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The shipped cases in a store of their own."""
    context = open_context(settings_from({"TIMELINE_DATA_DIR": str(tmp_path_factory.mktemp("stories"))}))
    load_library(context)
    yield context
    context.store.close()


def view(event: str, **more: object) -> dict[str, object]:
    return {"event": event, "events": [event], **more}


def shown(context: Context, **asked: bool) -> presenting.Presented:
    return presenting.presented(LOCAL_USER, context, code_of(context, "case-2"), **asked)


def test_a_story_is_by_rule_until_one_is_kept_and_again_when_that_is_taken_back(shipped: Context) -> None:
    _, first, words = stories.story(LOCAL_USER, shipped, "case-2")
    assert first.by_rule and first.version == 0 and not first.read and len(first.views) >= 5
    assert "Multiple hypodensities in both hemispheres" in words, "captions are read with the other words"
    own = [view("P2-29", own="Look at the ventricles.", notes="Wait here."), view("P2-03", zero="P2-25")]
    assert stories.keep(LOCAL_USER, shipped, "case-2", {"views": own}, 0) == 1
    _, kept, words = stories.story(LOCAL_USER, shipped, "case-2")
    assert [one.event for one in kept.views] == ["P2-29", "P2-03"] and not kept.by_rule and kept.who == "local user"
    assert kept.views[0].sentence.startswith("MRI 2") and "Look at the ventricles." in words
    with pytest.raises(Stale, match="local user has changed this story"):
        stories.keep(LOCAL_USER, shipped, "case-2", {"views": own}, 0)
    stories.keep(LOCAL_USER, shipped, "case-2", {"views": None}, 1)
    _, last, _ = stories.story(LOCAL_USER, shipped, "case-2")
    assert last.by_rule and last.version == 2 and last.views == first.views


@pytest.mark.parametrize(
    ("views", "words"),
    [
        ([], "1 to 40 views"),
        ("x", "1 to 40 views"),
        ([3], "told by texts"),
        ([view("P2-03", own="x" * 2001)], "at most 2000"),
        ([view("P2-03", studies="ct-1")], "by their ids"),
        ([view("P9-99")], "names no event"),
        ([view("P2-03", zero="nothing of the kind")], "."),
    ],
)
def test_what_is_no_story_is_refused_and_nothing_is_kept(shipped: Context, views: object, words: str) -> None:
    before = stories.story(LOCAL_USER, shipped, "case-2")[1].version
    with pytest.raises(Refused, match=words):
        stories.keep(LOCAL_USER, shipped, "case-2", {"views": views}, before)
    assert stories.story(LOCAL_USER, shipped, "case-2")[1].version == before


def test_words_that_nobody_has_read_are_withheld_and_counted_until_somebody_has(shipped: Context) -> None:
    version = stories.story(LOCAL_USER, shipped, "case-2")[1].version
    version = stories.keep(LOCAL_USER, shipped, "case-2", {"views": [view("P2-29", own="Dr Who says so.")]}, version)
    room = shown(shipped)
    assert room.withheld > 20 and room.case.title == room.code and room.slides[0].view.own == ""
    assert room.case.question == "question not told" and room.slides[0].told.when == "day 23–24"
    version = stories.keep(
        LOCAL_USER, shipped, "case-2", {"views": [view("P2-29", own="Seen 3 Mar 2024.")], "read": True}, version
    )
    room = shown(shipped)
    assert room.withheld == 0 and room.case.question.startswith("What caused")
    assert "2024" not in room.slides[0].view.own and room.slides[0].view.own.startswith("Seen")
    assert room.slides[0].sources == () and "ventriculomegaly" in room.slides[0].told.term
    stories.keep(LOCAL_USER, shipped, "case-2", {"views": [view("P2-29", own="Another.")]}, version)
    assert shown(shipped).withheld > 20, "other words have to be read anew"


def test_names_are_shown_only_on_demand_and_the_audit_says_so(shipped: Context) -> None:
    room = shown(shipped, identified=True)
    assert room.case.title == "Case 2" and room.slides[0].sources and room.withheld == 0
    newest = audit.entries(LOCAL_USER, shipped, case_id="case-2")[0].line
    assert newest.action == Action.IDENTIFY
    shown(shipped)
    assert audit.entries(LOCAL_USER, shipped, case_id="case-2")[0].line.action == Action.PRESENT


def test_every_event_has_its_turn_in_the_order_of_the_record(shipped: Context) -> None:
    room = shown(shipped, every=True)
    assert room.count > presenting.PAGE == len(room.slides)
    rest = presenting.presented(LOCAL_USER, shipped, room.code, start=presenting.PAGE, every=True)
    ranks = [item.rank for item in room.slides[0].placed if item.rank]
    assert ranks == sorted(ranks) and rest.start == presenting.PAGE and rest.slides
    assert any(slide.told.when.startswith("day unknown") for slide in room.slides)


def test_a_picture_comes_by_the_name_that_the_room_knows(shipped: Context) -> None:
    version = stories.story(LOCAL_USER, shipped, "case-2")[1].version
    stories.keep(LOCAL_USER, shipped, "case-2", {"views": [view("P2-29", studies=["mri-2"])]}, version)
    room = shown(shipped)
    (pictured,) = room.slides[0].pictures
    assert pictured.study == "s3" and pictured.available and pictured.illustration
    assert presenting.picture(LOCAL_USER, shipped, room.code, "s3", 200)[:2] == b"\xff\xd8"
    for study in ("mri-2", "s99"):
        with pytest.raises(NotFound):
            presenting.picture(LOCAL_USER, shipped, room.code, study, 200)
    assert presenting.picture(LOCAL_USER, shipped, room.code, "mri-2", 200, identified=True)[:2] == b"\xff\xd8"


def test_a_code_leads_nobody_to_a_case_that_is_not_theirs(shipped: Context) -> None:
    code = code_of(shipped, "case-2")
    for user in (NOBODY, replace(NOBODY, role=Role.VIEWER, cases=None)):
        with pytest.raises((NotFound, Denied)):
            presenting.presented(user, shipped, code)
        with pytest.raises((NotFound, Denied)):
            presenting.notes(user, shipped, code)
    with pytest.raises(NotFound, match="no case of that code"):
        presenting.presented(LOCAL_USER, shipped, "C-AAAAAA")


def test_the_first_view_is_the_one_that_tells_the_event(shipped: Context) -> None:
    version = stories.story(LOCAL_USER, shipped, "case-2")[1].version
    stories.keep(LOCAL_USER, shipped, "case-2", {"views": [view("P2-03", notes="Slow."), view("P2-29")]}, version)
    code = code_of(shipped, "case-2")
    assert presenting.first_view(LOCAL_USER, shipped, "case-2", "P2-29") == (code, 1, False)
    assert presenting.first_view(LOCAL_USER, shipped, "case-2", "P9-99") == (code, 0, False)
    assert presenting.notes(LOCAL_USER, shipped, code) == ("Slow.", "")


def test_codes_are_tied_back_for_those_who_may_see_the_cases_and_the_audit_names_each(shipped: Context) -> None:
    found = {one.id: one for one in identities.identities(LOCAL_USER, shipped)}
    assert found["case-2"].code == code_of(shipped, "case-2") and found["case-2"].title == "Case 2"
    assert {line.line.case_id for line in audit.entries(LOCAL_USER, shipped, newest=2)} == {"case-1", "case-2"}
    assert identities.identities(NOBODY, shipped) == ()
    with pytest.raises(Denied):
        identities.identities(User("v", Role.VIEWER), shipped)
