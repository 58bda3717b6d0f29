"""Values from a browser are held against a callback's annotations."""

import functools
from collections.abc import Sequence
from typing import Any

import pytest

from dashboard.web.callback_types import accepts, fits


@pytest.mark.parametrize(
    ("value", "hint", "fit"),
    [
        ("a", str, True),
        (1, str, False),
        (None, str, False),
        (None, str | None, True),
        (1, str | None, False),
        (1, int, True),
        (True, int, False),
        (1.5, int, False),
        (1, float, True),
        (True, float, False),
        ("1", float, False),
        (True, bool, True),
        (1, bool, False),
        ([], list, True),
        ({}, list, False),
        (["a"], list[str], True),
        (["a", 1], list[str], False),
        (["a"], Sequence[str], True),
        ({"a": 1}, dict[str, Any], True),
        ([], dict[str, Any], False),
        (None, None, True),
        (0, None, False),
        (object(), Any, True),
        (3, object, True),
    ],
)
def test_a_value_fits_or_not(value, hint, fit):
    assert fits(value, hint) is fit


def test_a_wrapped_callback_is_asked_for_its_own_annotations():
    def show(case_id: str, clicks: int | None, anything):
        return case_id, clicks, anything

    @functools.wraps(show)
    def wrapper(*args):
        return show(*args)

    assert accepts(wrapper, ["case-1", None, {}])
    assert not accepts(wrapper, [["case-1"], None, {}])
    assert not accepts(wrapper, ["case-1", "3", {}])
