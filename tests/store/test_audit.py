"""The audit takes any text, keeps it printable and short, and gives the newest first."""

from dashboard.store import audit
from dashboard.store.session import Store


def test_lines_come_back_newest_first_and_numbered(store: Store) -> None:
    with store.writing() as db:
        for name in ("one", "two", "three"):
            audit.write(db, audit.Line(name, "viewer", "view", case_id="case-1" if name == "two" else ""))
    with store.reading() as db:
        found = audit.entries(db)
        assert [entry.line.who for entry in found] == ["three", "two", "one"]
        assert [entry.line.who for entry in audit.entries(db, case_id="case-1")] == ["two"]
        assert [entry.line.who for entry in audit.entries(db, newest=1)] == ["three"]
    assert [entry.number for entry in found] == [3, 2, 1]
    assert found[0].at >= found[2].at


def test_whatever_was_typed_is_kept_readable_and_short(store: Store) -> None:
    with store.writing() as db:
        audit.write(db, audit.Line("who", "viewer", "view", case_id="a\0b\ud800" + "x" * 10_000))
    with store.reading() as db:
        case_id = audit.entries(db)[0].line.case_id
    assert case_id.startswith("a\\0b\\ud800x") and len(case_id) == 200


def test_a_number_is_never_used_twice(store: Store) -> None:
    with store.writing() as db:
        audit.write(db, audit.Line("who", "viewer", "view"))
        db.exec_driver_sql("DELETE FROM audit")
        audit.write(db, audit.Line("who", "viewer", "view"))
    with store.reading() as db:
        assert audit.entries(db)[0].number == 2
