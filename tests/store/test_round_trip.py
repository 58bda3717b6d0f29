"""A case comes back from either database as it went in; text that one of them could not keep is refused by both."""

from dataclasses import MISSING, fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.domain.cases import Case
from dashboard.domain.events import Event
from dashboard.errors import Refused
from dashboard.store.cases import Save, load_case, save_case
from dashboard.store.session import Store
from dashboard.store.text import LONGEST_ID, trouble
from tests.store.sample import cases, full_case, full_event

BY = Save("a tester", "a test")
one_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)


def came_back(store: Store, case: Case) -> Case:
    with store.writing() as db:
        save_case(db, case, BY)
    with store.reading() as db:
        return load_case(db, case.id)


def test_a_case_with_every_field_filled_comes_back_whole(store: Store) -> None:
    assert came_back(store, full_case()) == full_case()


def default_of(one: Any) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


@pytest.mark.parametrize("sample", [full_case(), full_event()], ids=["Case", "Event"])
def test_the_sample_leaves_no_field_at_its_default(sample: Case | Event) -> None:
    forgotten = [one.name for one in fields(sample) if getattr(sample, one.name) == default_of(one)]
    assert not forgotten, "a new field: fill it in the sample, and the test above asks the store to keep it"


def test_details_keep_the_order_of_their_columns(store: Store) -> None:
    assert list(came_back(store, full_case()).events[0].details) == ["zeta", "alpha"]


@one_store
@given(case=cases(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_any_text_comes_back_as_it_went_in(store: Store, case: Case) -> None:
    assert came_back(store, case) == case


def with_text(text: str) -> list[Case]:
    case = full_case()
    event = case.events[0]
    changed = [replace(event, note=text), replace(event, details={"column": text}), replace(event, components=(text,))]
    changed += [replace(event, id=text + "x"), replace(event, details={text + "x": "value"})]
    return [replace(case, title=text), *(replace(case, events=(one,)) for one in changed)]


@one_store
@given(text=st.text(max_size=150))
@example("\0")
@example("\ud800")
@example("a\x01\x0b\x1f\x7f\x85\u2028\u202e\ufeff\uffff\U0010ffff")
def test_text_is_stored_as_it_is_or_refused_with_a_sentence(store: Store, text: str) -> None:
    for case in with_text(text):
        if trouble(text):
            with pytest.raises(Refused, match=r"(NUL character|half of a character).*cannot be stored"):
                came_back(store, case)
        else:
            assert came_back(store, case) == case


def test_a_refusal_can_be_printed_and_names_the_event(store: Store) -> None:
    case = replace(full_case(), events=(replace(full_event(), note="\ud800"),))
    with pytest.raises(Refused, match="Event e1, note holds half of a character") as refusal:
        came_back(store, case)
    assert str(refusal.value).encode()


@pytest.mark.parametrize("bad", ["", "x" * (LONGEST_ID + 1)])
def test_ids_that_no_index_takes_are_refused(store: Store, bad: str) -> None:
    for case in (full_case(bad), replace(full_case(), events=(full_event(bad),))):
        with pytest.raises(Refused, match="1 to 200 are possible"):
            came_back(store, case)


def test_the_longest_ids_are_kept(store: Store) -> None:
    long = "\U0001f9e0" * LONGEST_ID
    case = replace(full_case(long), events=(full_event(long),))
    assert came_back(store, case) == case


def test_a_long_text_is_kept_and_a_huge_rank_refused(store: Store) -> None:
    case = replace(full_case(), events=(replace(full_event(), note="n" * 200_000),))
    assert came_back(store, case) == case
    with pytest.raises(Refused, match="more than 18 digits"):
        came_back(store, replace(full_case(), events=(replace(full_event(), seq=10**18),)))


def test_two_events_of_one_id_are_refused(store: Store) -> None:
    with pytest.raises(Refused, match="two events with the id e1"):
        came_back(store, replace(full_case(), events=(full_event(), full_event())))
