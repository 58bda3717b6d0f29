"""Summaries of very many cases are made side by side, and are those that are made one by one."""

import pytest

from dashboard.services import summaries, summaries_apart
from dashboard.services.context import Context
from dashboard.store import summaries as stored
from tests.services.crowd import keep, sign, small_case


def test_very_many_summaries_are_those_that_are_made_one_by_one(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summaries_apart, "MANY", 3)
    keep(context, *(small_case(name, sign("3")) for name in "abcd"))
    assert summaries_apart.bring_all_up(context) == 4
    with context.store.reading() as db:
        found = [one.record for one in stored.kept(db, summaries.RULES)]
    alone = summaries.made_of(context.store, "abcd")
    assert found == list(alone.values())
    assert summaries_apart.bring_all_up(context) == 0
