"""Saving is by id, keeps what stood before, and touches nothing where nothing differs."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest

from dashboard.domain.cases import Case
from dashboard.errors import NotFound, Stale, TimelineError
from dashboard.store import events
from dashboard.store.cases import Change, Save, load_case, load_version, save_case, studies_of, summaries, unchanged
from dashboard.store.session import Store
from tests.store.sample import full_case, full_event

BY = Save("a tester", "a test", location="/cases/case-7")
FIRST, SECOND = full_case().events


def save(store: Store, case: Case, by: Save = BY) -> Change:
    with store.writing() as db:
        return save_case(db, case, by)


def load(store: Store) -> Case:
    with store.reading() as db:
        return load_case(db, "case-7")


def with_events(*found: object) -> Case:
    return replace(full_case(), events=found)


def test_the_first_save_adds_every_event(store: Store) -> None:
    assert save(store, full_case()) == Change(1, added=("e1", "e2"), anything=True)


def test_an_equal_case_changes_nothing(store: Store) -> None:
    save(store, full_case())
    assert save(store, full_case()) == Change(1, unchanged=2)
    with store.reading() as db:
        assert unchanged(db, full_case(), "/cases/case-7") == Change(1, unchanged=2)
        assert unchanged(db, full_case(), "/elsewhere") is None
        assert unchanged(db, replace(full_case(), title="other"), "/cases/case-7") is None
        assert unchanged(db, full_case("case-8"), "/cases/case-7") is None
        assert unchanged(db, full_case("\0"), "/cases/case-7") is None


def test_a_save_says_what_it_added_changed_and_removed(store: Store) -> None:
    save(store, full_case())
    new = with_events(full_event("e3"), replace(FIRST, term="Leukocytes, repeated"))
    assert save(store, new) == Change(2, added=("e3",), changed=("e1",), removed=("e2",), anything=True)
    assert load(store) == new


def test_events_keep_the_order_of_their_source(store: Store) -> None:
    save(store, full_case())
    turned = with_events(SECOND, full_event("e0"), FIRST)
    assert save(store, turned) == Change(2, added=("e0",), unchanged=2, anything=True)
    assert load(store) == turned


def test_an_event_keeps_what_it_said_with_time_and_name(store: Store) -> None:
    save(store, full_case())
    save(store, with_events(replace(FIRST, note="corrected"), SECOND), replace(BY, who="an editor"))
    with store.reading() as db:
        past = events.history(db, "case-7", "e1")
        never, untouched = events.history(db, "case-7", "e\0"), events.history(db, "case-7", "e2")
    assert [(one.event.note, one.since, one.replaced, one.who) for one in past] == [
        ("a note", 1, 2, "a tester"),
        ("corrected", 2, None, "an editor"),
    ]
    assert past[0].at <= past[1].at and past[0].at.endswith("+00:00")
    assert past[0].event == FIRST
    assert (len(untouched), never) == (1, [])


def test_an_event_that_left_and_came_back_shows_both_lives(store: Store) -> None:
    save(store, full_case())
    save(store, with_events(FIRST))
    save(store, full_case())
    with store.reading() as db:
        past = events.history(db, "case-7", "e2")
    assert [(one.since, one.replaced) for one in past] == [(1, 2), (3, None)]


def test_the_cases_own_fields_are_kept_when_they_change(store: Store) -> None:
    save(store, full_case())
    save(store, replace(full_case(), title="A new title"))
    save(store, with_events(FIRST))
    with store.reading() as db:
        rows = db.exec_driver_sql("SELECT version FROM case_history ORDER BY version").scalars().all()
    assert rows == [1, 2]


def test_a_case_saved_on_a_version_that_is_gone_is_refused(store: Store) -> None:
    save(store, full_case(), replace(BY, seen=0))
    save(store, with_events(FIRST), replace(BY, seen=1))
    with pytest.raises(Stale, match="changed by somebody else"):
        save(store, full_case(), replace(BY, seen=1))
    assert load(store) == with_events(FIRST)


def test_an_error_after_a_save_undoes_it(store: Store) -> None:
    save(store, full_case())
    with pytest.raises(ZeroDivisionError), store.writing() as db:
        save_case(db, with_events(), BY)
        raise ZeroDivisionError
    assert load(store) == full_case()


def test_the_folder_of_a_case_is_known_and_follows_it(store: Store) -> None:
    save(store, full_case())
    save(store, full_case(), replace(BY, location="/moved"))
    with store.reading() as db:
        assert studies_of(db, "case-7") == (full_case().studies, "/moved")
        assert load_version(db, "case-7")[1] == 1


def test_the_library_lists_cases_in_the_order_they_came(store: Store) -> None:
    for case in (full_case("z"), replace(full_case("a"), events=())):
        save(store, case)
    with store.reading() as db:
        found = summaries(db)
    assert [(one.id, one.events, one.studies, one.version) for one in found] == [("z", 2, 1, 1), ("a", 0, 1, 1)]


@pytest.mark.parametrize("missing", ["case-8", "", "\0", "\ud800", "' OR 1=1 --"])
def test_a_case_that_is_not_there_is_not_found(store: Store, missing: str) -> None:
    with store.reading() as db, pytest.raises(NotFound, match="There is no case"):
        load_case(db, missing)


def test_two_first_saves_at_once_make_one_case(store: Store) -> None:
    start, results = Barrier(4), []

    def work(number: int) -> None:
        start.wait()
        try:
            results.append(save(store, replace(full_case(), title=f"by {number % 2}")).anything)
        except TimelineError as problem:
            results.append(problem)

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as db:
        version = load_version(db, "case-7")[1]
        saves = db.exec_driver_sql("SELECT count(*) FROM changes").scalar_one()
    assert all(isinstance(result, bool) for result in results)
    assert version == saves == sum(results)
