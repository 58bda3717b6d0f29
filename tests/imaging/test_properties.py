"""What holds for all inputs: order along the normal, letters of opposite sides, windows, records through a pipe."""

import json
import math
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.imaging import geometry
from dashboard.imaging.descriptions import MOST, known_words
from dashboard.imaging.model import FrameHeader, Instance, Letters, Window
from dashboard.imaging.plain import from_plain, to_plain
from dashboard.imaging.scan import study_of
from dashboard.imaging.windows import apply_to_stored, apply_window

angles = st.floats(-math.pi, math.pi)
heights = st.lists(st.integers(-500, 500), min_size=1, max_size=30, unique=True)


def turned(a, b, c):
    """The directions of rows and columns after three turns."""
    around_z = np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
    around_y = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    around_x = np.array([[1, 0, 0], [0, math.cos(c), -math.sin(c)], [0, math.sin(c), math.cos(c)]])
    whole = around_z @ around_y @ around_x
    return (*whole[:, 0], *whole[:, 1])


@given(angles, angles, angles, heights, st.randoms())
def test_slices_lie_in_order_along_the_normal_whatever_came_first(a, b, c, places, chance):
    orientation = tuple(float(part) for part in turned(a, b, c))
    normal = np.cross(orientation[:3], orientation[3:])
    chance.shuffle(places)
    instances = [
        Instance(Path(f"/{number}"), "grey", "CT", 4, 4, (FrameHeader(orientation, tuple(map(float, place * normal))),))
        for number, place in enumerate(places)
    ]
    (series,) = study_of("s", instances, []).series
    assert np.allclose([one.position for one in series.slices], sorted(places), atol=1e-6)
    assert series.shown_as == "slices"


@given(angles, angles, angles)
def test_opposite_sides_have_opposite_letters_and_no_side_is_blank(a, b, c):
    orientation = geometry.direction_cosines(turned(a, b, c))
    letters = geometry.letters(orientation)
    opposite = str.maketrans("RLAPFH", "LRPAHF")
    assert letters.left.translate(opposite) == letters.right != ""
    assert letters.top.translate(opposite) == letters.bottom != ""
    assert len(set(letters.right)) == len(letters.right) <= 3


@given(
    st.lists(st.integers(-2048, 4095), min_size=1, max_size=50),
    st.floats(-1500, 3000),
    st.floats(2, 5000),
    st.sampled_from([(1.0, -1024.0), (0.5, 0.0), (2.5, 17.0)]),
)
def test_windows_rise_and_one_step_equals_two(stored, center, width, rescale):
    pixels = np.array(sorted(stored), np.int16).reshape(1, -1)
    slope, intercept = rescale
    values = pixels.astype(np.float32) * np.float32(slope) + np.float32(intercept)
    shown = apply_window(values, Window(center, width)).astype(int)
    assert (np.diff(shown) >= 0).all()
    assert np.abs(apply_to_stored(pixels, Window(center, width), slope, intercept).astype(int) - shown).max() <= 1


records = st.builds(
    Instance,
    path=st.just(Path("/a")),
    kind=st.sampled_from(["grey", "none"]),
    what=st.text(),
    rows=st.integers(0, 9000),
    frames=st.tuples(
        st.builds(
            FrameHeader,
            corner=st.none() | st.tuples(*[st.floats(-1e9, 1e9)] * 3),
            marks=st.just((("echo time", "12"),)),
        )
    ),
    aspect=st.floats(0.1, 10),
    letters=st.none() | st.just(Letters("R", "L", "A", "P")),
)


@given(records)
def test_a_record_goes_through_a_pipe_unchanged(record):
    assert from_plain(Instance, json.loads(json.dumps(to_plain(record)))) == record


@given(st.text())
def test_a_description_is_made_of_known_words_and_is_short(text):
    told = known_words(text)
    assert len(told) <= MOST
    assert known_words(told) == told
    assert known_words(f"FLAIR {told}".strip()).startswith("FLAIR")
