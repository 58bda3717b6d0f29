"""JSON is read strictly, numbers letter by letter; a stream is cut into resources wherever its pieces end."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.importers._fhir import splitting
from dashboard.importers._fhir.cuts import Cuts, Part
from dashboard.importers._fhir.json_text import DEEPEST, JsonRefused, Number, read_json
from dashboard.importers._fhir.splitting import pieces


@pytest.mark.parametrize("text", ["1.10", "-0", "1e5", "0.10E-2", "12345678901234567890123", "1.00"])
def test_a_number_stays_the_text_that_was_received(text):
    found = read_json(f'{{"a": {text}}}'.encode())["a"]
    assert isinstance(found, Number) and found == text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"a":1,"a":2}', 'the name "a" stands twice'), (b'{"a":{"b":1,"b":1}}', "stands twice"),
        (b'{"a":NaN}', "NaN is no number"), (b'{"a":-Infinity}', "no number"),
        (b'{"a":01}', "it is not JSON at column 7"),
        (b'{"a":"\\ud800"}', "half of a character"), (b'{"a":"\\u0000"}', "NUL"), (b'{"a":"\xff"}', "not UTF-8 (0xFF)"),
        (b'{"a":1} x', "text after the end"), (b'{"a":1', "ends in the middle"), (b"", "ends in the middle"),
        (b'{"a":tru}', "not JSON at column 6"), (b'{"a":"\n"}', "not JSON"),
        (b"[" * 300 + b"]" * 300, f"more than {DEEPEST} deep"), (b'{"a":' * 100_000, "deep"),
        (b"[" * 100_000 + b"]" * 100_000, "deep"),
    ],
)  # fmt: skip
def test_what_is_not_strict_json_is_refused_with_a_sentence(raw, reason):
    with pytest.raises(JsonRefused) as refused:
        read_json(raw)
    assert reason in refused.value.reason


@pytest.mark.parametrize("text", ['{"a":"\\ud83d\\ude00 \\\\u0000"}', '{"a":"ü"}', "[" * DEEPEST + "]" * DEEPEST])
def test_what_only_looks_odd_is_read(text):
    assert read_json(text.encode()) == json.loads(text)


def test_the_line_of_what_is_wrong_is_told():
    with pytest.raises(JsonRefused) as refused:
        read_json(b'{\n"a": 1,\n"b": x}')
    assert refused.value.line == 3


def cut(raw: bytes) -> list[tuple[Part, bytes, int]]:
    return [(one.part, one.raw, one.line) for one in pieces(io.BytesIO(raw))]


def wrong(raw: bytes) -> tuple[int, str]:
    (one,) = [one for one in pieces(io.BytesIO(raw)) if one.part is Part.WRONG]
    return one.line, one.wrong


A, B = b'{"resourceType":"A","x":"}]\\""}', b'{"resourceType":"B"}'


def test_lines_and_documents_are_told_apart_by_content():
    assert cut(A + b"\n\n" + B + b"\n") == [(Part.DOCUMENT, A, 1), (Part.DOCUMENT, B, 3)]
    assert cut(b"\xef\xbb\xbf" + A) == [(Part.DOCUMENT, A, 1)]
    assert cut(A + b"\n{broken\n" + B) == [(Part.DOCUMENT, A, 1), (Part.DOCUMENT, b"{broken", 2), (Part.DOCUMENT, B, 3)]
    assert cut(b"{broken\n" + A) == [(Part.DOCUMENT, b"{broken", 1), (Part.DOCUMENT, A, 2)]
    assert cut(b"[" + A + b",\n" + B + b"]") == [(Part.DOCUMENT, A, 1), (Part.DOCUMENT, B, 2)]
    assert cut(b'{\n"a":1}\n{\n"b":2}') == [(Part.DOCUMENT, b'{\n"a":1}', 1), (Part.DOCUMENT, b'{\n"b":2}', 3)]
    assert cut(b"") == cut(b" \n ") == []


def test_the_entries_of_a_bundle_come_one_by_one_and_then_what_is_left():
    raw = b'{"x": "entry", "y": ["entry", []],\n "entry" : [\n' + A + b" ,\n" + B + b'],\n"z": {"entry": [1]}}'
    assert cut(raw) == [
        (Part.ENTRY, A, 3), (Part.ENTRY, B, 4),
        (Part.HEAD, b'{"x": "entry", "y": ["entry", []],\n "entry" : [],\n"z": {"entry": [1]}}', 1),
    ]  # fmt: skip
    assert cut(b'{\n"entry": {"a": []}}') == [(Part.DOCUMENT, b'{\n"entry": {"a": []}}', 1)]


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        (b'{\n"entry":[{"a":1}\n{"b":1}]}', 3, "a comma lacks"),
        (b'{\n"entry":[{"a":1},\n{"b"', 3, "ends in the middle"),
        (b'{\n"entry":[{"a":1},\n', 3, "ends in the middle"),
        (b'{\n"entry":[{"a":1}', 2, "ends in the middle"),
        (b'{\n"entry":[{"a":1}]} x', 2, "no JSON object"), (b'{\n"entry":[null]}', 2, "no object"),
        (b"hello", 1, "no JSON object"),
        (b"{\n]", 1, "closes what was not opened"), (b'{\n"a', 1, "ends in the middle"), (b"\xff\xfe{\0", 1, "UTF-16"),
        (b'{\n"a": 1', 1, "ends in the middle"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_cut_says_from_which_line_on(raw, line, reason):
    found = wrong(raw)
    assert found[0] == line and reason in found[1]


def test_what_is_too_long_is_refused_and_the_next_line_read(monkeypatch):
    monkeypatch.setattr(splitting, "LONGEST", 100)
    monkeypatch.setattr(splitting, "STEP", 40)
    long = b'{"resourceType":"A","x":"' + b"x" * 300 + b'"}'
    found = list(pieces(io.BytesIO(B + b"\n" + long + b"\n" + B + b"\n" + long)))
    assert [(one.part, one.line) for one in found] == [
        (Part.DOCUMENT, 1), (Part.WRONG, 2), (Part.DOCUMENT, 3), (Part.WRONG, 4),
    ]  # fmt: skip
    assert "longer than" in wrong(b'{\n"entry": [' + long + b"]}")[1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["entry", '"', "\\", "{", "]"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(max_size=5), JSON, max_size=4).map(lambda found: found | {"resourceType": "X"})


@given(st.lists(OBJECTS, max_size=6), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_wherever_a_read_ends_the_same_resources_come(resources, step, indent, as_bundle):
    text = json.dumps({"type": "x", "entry": resources, "last": "]"} if as_bundle else resources, indent=indent)
    raw, cuts = (b"\xef\xbb\xbf" if as_bundle else b"") + text.encode(), Cuts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splitting, "STEP", step + 3)
        found = list(pieces(io.BytesIO(raw), cuts))
    assert list(pieces(io.BytesIO(raw), cuts)) == found
    kind = Part.ENTRY if as_bundle else Part.DOCUMENT
    assert [json.loads(one.raw) for one in found if one.part is kind] == resources
    assert not [one for one in found if one.part is Part.WRONG]
