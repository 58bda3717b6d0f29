"""Events of several systems in one case: each import changes its own, and all have their history."""

from dataclasses import replace

import pytest

from dashboard.domain.cases import Case
from dashboard.domain.events import Event, Kind
from dashboard.domain.packs import packed, rows_of
from dashboard.domain.when import parse_when
from dashboard.errors import NotFound, Refused, Stale
from dashboard.store import events
from dashboard.store.bulk import add_cases, stored_ids
from dashboard.store.cases import Change, Save, Told, load_case, load_head, save_case, save_import, summaries
from dashboard.store.session import Store
from tests.store.sample import full_case, full_event

LABS = Save("a tester", "import (labs)", origin="labs")
FOLDER = Save("a tester", "import (case-folder)", location="/cases/case-7")
HEAD = replace(full_case(), events=())


def note(event_id: str, at: str = "2024-03-01", term: str = "a note") -> Event:
    return Event(event_id, Kind.NOTE, term, parse_when(at))


def bring(store: Store, *found: Event, by: Save = LABS, head: Case = HEAD) -> Change:
    packs = [(len(found), content) for content in packed(rows_of(found))]
    with store.writing() as db:
        return save_import(db, head, Told(packs), by)


def ids(store: Store) -> list[str]:
    with store.reading() as db:
        return [event.id for event in load_case(db, "case-7").events]


def test_an_import_makes_a_case_and_the_library_counts_its_events(store: Store) -> None:
    change = bring(store, note("n1"), note("n2"))
    assert (change.version, change.count_added, change.anything) == (1, 2, True)
    with store.reading() as db:
        assert [one.events for one in summaries(db)] == [2]
        assert load_head(db, "case-7") == HEAD
        assert events.origins(db, "case-7") == ["labs"]
        with pytest.raises(NotFound):
            load_head(db, "case-8")


def test_the_same_import_again_changes_nothing(store: Store) -> None:
    bring(store, note("n1"), note("n2"))
    assert bring(store, note("n2"), note("n1")) == Change(1, unchanged=2)
    assert bring(store, note("n1")).same == ("n1",)


def test_a_corrected_event_is_updated_and_none_is_removed(store: Store) -> None:
    bring(store, note("n1"), note("n2", "2024-03-03"))
    change = bring(store, note("n1", term="corrected"), note("n3", "2024-03-02"))
    assert (change.version, change.added, change.changed, change.removed) == (2, ("n3",), ("n1",), ())
    assert ids(store) == ["n1", "n3", "n2"]
    with store.reading() as db:
        past = events.history(db, "case-7", "n1")
    assert [(one.event.term, one.since, one.replaced, one.what) for one in past] == [
        ("a note", 1, 2, "import (labs)"),
        ("corrected", 2, None, "import (labs)"),
    ]


def test_a_folder_replaces_only_what_came_from_it(store: Store) -> None:
    with store.writing() as db:
        save_case(db, full_case(), FOLDER)
    bring(store, note("n1"))
    bring(store, note("x1"), by=replace(LABS, origin="registry"))
    assert ids(store) == ["e1", "e2", "n1", "x1"]
    with store.writing() as db:
        change = save_case(db, replace(full_case(), events=(full_event(),)), FOLDER)
    assert change.removed == ("e2",) and ids(store) == ["e1", "n1", "x1"]
    with store.writing() as db:
        again = save_case(db, replace(full_case(), events=(full_event(),)), FOLDER)
    assert not again.anything


def test_a_whole_case_told_again_leaves_the_events_of_imports_where_they_are(store: Store) -> None:
    with store.writing() as db:
        save_case(db, full_case(), FOLDER)
    bring(store, note("n1"))
    with store.writing() as db:
        case = load_case(db, "case-7")
        save_case(db, replace(case, events=(*case.events, note("own"))), Save("a tester", "a test"))
    assert ids(store) == ["e1", "e2", "own", "n1"]
    with store.reading() as db:
        assert [one.row.id for one in events.standing(db, "case-7", "labs")] == ["n1"]


def test_an_id_of_another_source_is_never_taken_over(store: Store) -> None:
    bring(store, note("n1"))
    with pytest.raises(Refused, match="has an event n1 from another source already, and it says something else"):
        bring(store, note("n1", term="other"), by=replace(LABS, origin="registry"))
    with pytest.raises(Refused, match="Name another source for this import"):
        bring(store, note("n1"), by=replace(LABS, origin="registry"))
    assert ids(store) == ["n1"]


def test_a_change_of_the_case_alone_is_a_version_and_events_stay_as_they_are(store: Store) -> None:
    bring(store, note("n1"))
    change = bring(store, note("n1"), head=replace(HEAD, age="3 years"))
    assert (change.version, change.anything, change.unchanged) == (2, True, 1)
    with store.reading() as db:
        assert load_head(db, "case-7").age == "3 years"
        assert [one.since for one in events.history(db, "case-7", "n1")] == [1]


def test_an_import_on_a_version_that_is_gone_is_refused(store: Store) -> None:
    bring(store, note("n1"))
    with pytest.raises(Stale):
        bring(store, note("n2"), by=replace(LABS, seen=0))


def test_many_events_are_kept_in_a_few_rows(store: Store) -> None:
    bring(store, *(note(f"n{number}") for number in range(4500)))
    with store.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM event_packs").scalar_one() <= 3
    assert len(ids(store)) == 4500


def test_very_many_new_cases_go_in_together(store: Store) -> None:
    packs = [(1, content) for content in packed(rows_of([note("n1")]))]
    new = [(replace(HEAD, id=f"c{number}"), packs if number else []) for number in range(1203)]
    with store.writing() as db:
        save_case(db, full_case(), FOLDER)
        add_cases(db, new, LABS)
    with store.reading() as db:
        assert stored_ids(db, ["c0", "c1202", "case-7", "c1203"]) == {"c0", "c1202", "case-7"}
        found = summaries(db)
        assert [one.id for one in found][:2] == ["case-7", "c0"] and len(found) == 1204
        assert [one.events for one in found][:3] == [2, 0, 1]
        assert load_case(db, "c7").events == (note("n1"),)
    assert bring(store, note("n2"), head=replace(HEAD, id="c5")).version == 2
    with pytest.raises(Refused, match="1 to 200 are possible"), store.writing() as db:
        add_cases(db, [(replace(HEAD, id=""), [])], LABS)
