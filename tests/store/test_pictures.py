"""Ids of pictures are random, stay the same, and mean one thing each."""

from dashboard.store import pictures
from dashboard.store.cases import Save, save_case
from dashboard.store.session import Store
from tests.store.sample import full_case

KEYS = [("ct-1", ""), ("ct-1", "axial"), ("mri-1", "")]


def test_a_picture_keeps_its_id_and_the_id_finds_it(store: Store) -> None:
    with store.writing() as db:
        save_case(db, full_case(), Save("a tester", "a test"))
        pictures.add(db, "case-7", KEYS[:2])
        first = pictures.ids(db, "case-7")
        pictures.add(db, "case-7", KEYS)
    with store.reading() as db:
        later = pictures.ids(db, "case-7")
        found = pictures.find(db, first["ct-1", "axial"])
        assert pictures.find(db, "guessed") is None
        assert pictures.find(db, "\0") is None
    assert set(later) == set(KEYS)
    assert first.items() <= later.items()
    assert found == pictures.Picture("case-7", "ct-1", "axial")
    assert all(len(one) >= 22 for one in later.values())
