"""Summaries stand beside their case, and those that are behind it are known."""

from dataclasses import replace

from dashboard.store import summaries
from dashboard.store.cases import Save, save_case
from dashboard.store.session import Store
from tests.store.sample import full_case

SAVE = Save(who="somebody", what="test")


def saved(store: Store, *names: str) -> None:
    with store.writing() as db:
        for name in names:
            save_case(db, replace(full_case(), id=name), SAVE)


def test_a_case_without_a_summary_is_behind_and_listed_without_one(store: Store) -> None:
    saved(store, "a", "b")
    with store.reading() as db:
        assert summaries.behind(db, 1, 9) == ["a", "b"]
        assert summaries.behind(db, 1, 1) == ["a"]
        assert [(one.head.id, one.digest) for one in summaries.listed(db, 1)] == [("a", b""), ("b", b"")]
        assert summaries.records(db, 1, ["a", "b"]) == {}


def test_a_summary_that_was_written_is_kept_until_case_or_rules_change(store: Store) -> None:
    saved(store, "a", "b")
    with store.writing() as db:
        summaries.write(db, 1, {("a", 1): ("{}", b"1"), ("b", 1): ("[]", b"2")})
    with store.reading() as db:
        assert summaries.behind(db, 1, 9) == []
        assert summaries.behind(db, 2, 9) == ["a", "b"]
        assert [one.digest for one in summaries.listed(db, 1)] == [b"1", b"2"]
        assert summaries.records(db, 1, ["b", "nobody"]) == {"b": "[]"}
    with store.writing() as db:
        save_case(db, replace(full_case(), id="a", title="Another"), SAVE)
    with store.reading() as db:
        assert summaries.behind(db, 1, 9) == ["a"]
        assert [(one.head.title, one.digest) for one in summaries.listed(db, 1)][0] == ("Another", b"")
        assert summaries.records(db, 1, ["a", "b"]) == {"b": "[]"}


def test_a_new_summary_replaces_the_old_one(store: Store) -> None:
    saved(store, "a")
    with store.writing() as db:
        summaries.write(db, 1, {("a", 1): ("{}", b"")})
        summaries.write(db, 1, {("a", 1): ("[1]", b"1")})
        summaries.write(db, 1, {})
        assert summaries.records(db, 1, ["a"]) == {"a": "[1]"}


def test_the_stamp_changes_with_every_save_and_every_summary(store: Store) -> None:
    seen = []
    with store.writing() as db:
        seen.append(summaries.stamp(db))
        save_case(db, replace(full_case(), id="a"), SAVE)
        seen.append(summaries.stamp(db))
        summaries.write(db, 1, {("a", 1): ("{}", b"")})
        seen.append(summaries.stamp(db))
        save_case(db, replace(full_case(), id="a", title="Another"), SAVE)
        seen.append(summaries.stamp(db))
        summaries.write(db, 1, {("a", 2): ("{}", b"")})
        seen.append(summaries.stamp(db))
        assert summaries.stamp(db) == seen[-1]
    assert len(set(seen)) == len(seen)
