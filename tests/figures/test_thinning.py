"""Thinning: what is drawn of a long curve is a part of it, and what stands out is in that part."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.thinning import ROWS, thinned

numbers = st.floats(-3, 4, allow_nan=False)


@st.composite
def curves(draw):
    """px that ascend (with ties and jumps), values, and which of them must be drawn."""
    count = draw(st.integers(0, 700))
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    scale = draw(st.sampled_from([0.0, 1e-7, 0.3, 40.0]))
    x = np.sort(rng.uniform(0, 1, count)) * scale * max(count, 1) + draw(st.sampled_from([-5000.0, 0.0, 7.5]))
    y = np.round(rng.normal(0, 1, count), draw(st.integers(0, 3)))
    must = rng.random(count) < draw(st.sampled_from([0.0, 0.02, 0.9]))
    return x, y, must


@given(curves(), st.integers(8, 120))
def test_what_is_drawn_is_a_part_in_order_and_what_stands_out_is_in_it(curve, most):
    x, y, must = curve
    kept = thinned(x, y, must, most)
    assert list(kept) == sorted(set(kept.tolist()))
    assert not len(kept) or (kept[0] == 0 and kept[-1] == len(x) - 1)
    if len(x):
        assert y[kept].min() == y.min() and y[kept].max() == y.max()
    if must.sum() <= most:
        assert set(np.flatnonzero(must)) <= set(kept.tolist())


@given(curves(), st.integers(8, 120))
def test_of_very_many_that_must_be_drawn_none_leaves_its_place_on_the_screen(curve, most):
    x, y, must = curve
    kept = set(thinned(x, y, must, most).tolist())
    height = (y - y.min()) / max(float(np.ptp(y)), 1e-12) if len(y) else y
    spot = [(round(px), round(row * ROWS)) for px, row in zip(x.tolist(), height.tolist(), strict=True)]
    drawn = {spot[at] for at in kept}
    assert all(spot[at] in drawn for at in np.flatnonzero(must).tolist())


@given(curves(), st.integers(8, 120))
def test_what_is_drawn_depends_on_the_pixels_and_not_on_the_data(curve, most):
    x, y, must = curve
    kept = thinned(x, y, np.zeros(len(x), bool), most)
    assert len(kept) <= most + 4
    assert len(kept) == len(x) or len(x) > most


@pytest.mark.parametrize("count", [1001, 20_000, 200_000])
def test_a_peak_of_one_result_is_not_lost_in_very_many(count):
    y = np.zeros(count)
    y[count // 3], y[count // 2] = 5.0, -5.0
    kept = thinned(np.linspace(0, 1100, count), y, np.zeros(count, bool))
    assert {count // 3, count // 2} <= set(kept.tolist())
    assert len(kept) <= 1004


@pytest.mark.parametrize("place", [0.0, 3.5, -1e6])
def test_very_many_results_at_one_place_are_thinned_too(place):
    y = np.sin(np.arange(5000))
    kept = thinned(np.full(5000, place), y, np.zeros(5000, bool))
    assert y[kept].max() == y.max() and len(kept) <= 1004
