"""The series and the parts of the library as the browser asks for them."""

import pytest


def ask(client, path="/series.json", **query):
    return client.get(path, query_string=query, headers={"Accept": "application/json"})


def test_the_first_part_comes_with_numbers_axis_and_legend(client):
    found = ask(client).json
    assert (found["total"], found["found"], found["aligned"], found["behind"]) == (2, 2, 2, 0)
    assert [row["title"] for row in found["rows"]] == ["Case 1", "Case 2"]
    assert found["day0"] == "first-sign"
    assert any(word["text"] == "day 0" for word in found["words"])
    assert 0 < found["zero"] < found["days_end"] < found["zones"]["order"]["left"] < found["zones"]["writing"]["left"]
    assert {one["key"] for one in found["milestones"]} > set(found["marks"])


def test_a_later_part_is_rows_only(client):
    found = ask(client, start=1, count=1).json
    assert set(found) == {"start", "found", "rows"}
    assert [row["id"] for row in found["rows"]] == ["case-2"]
    assert ask(client, start=2).json["rows"] == []


def test_a_row_tells_its_case_and_where_its_course_lies(client):
    first, second = ask(client, a="highest-count", b="first-sign").json["rows"]
    assert (first["age"], first["sex"], first["counts"], first["highest"], first["studies"]) == (
        "9 years",
        "male",
        2,
        "1037",
        4,
    )
    assert first["interval"] == {"words": "0–2 days before", "sure": False, "missing": False}
    assert second["interval"]["words"] == "18–19 days after"
    assert (first["zero"], second["zero"]) == ("P1-05", "P2-24")
    assert "normal except blindness" in first["writing"]
    for row in (first, second):
        assert all(0 <= place <= 100 for place in row["line"])
        assert all(mark[2] <= mark[4] <= max(mark[3], mark[4]) for mark in row["marks"])
        assert len(row["told"]) == 6


def test_a_case_without_the_day_0_says_so_and_has_no_course(client):
    first, second = ask(client, day0="leukapheresis").json["rows"]
    assert first["note"] == "" and "line" in first
    assert second["note"] == "leukapheresis: not reported" and "line" not in second
    row = ask(client, a="leukapheresis", b="first-sign").json["rows"][1]
    assert row["interval"] == {"words": "leukapheresis: not reported", "sure": True, "missing": True}


def test_marks_are_chosen_by_the_reader(client):
    found = ask(client, marks="first-mri.nonsense").json
    assert found["marks"] == ["first-mri"]
    assert [row["told"] for row in found["rows"]] == [["~2 weeks after (11–19 days)"], ["2 days after"]]
    assert ask(client, marks="").json["marks"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "pre-b"}, ["case-2"]),
        ({"years_from": "5"}, ["case-1"]),
        ({"years_to": "5", "sex": "male"}, ["case-2"]),
        ({"highest_from": "500", "statements_to": "50"}, ["case-1"]),
        ({"sex": "female"}, []),
        ({"sort": "age"}, ["case-2", "case-1"]),
        ({"sort": "age", "desc": "1"}, ["case-1", "case-2"]),
        ({"a": "highest-count", "b": "first-sign", "least": "1"}, ["case-2"]),
        ({"a": "highest-count", "b": "first-sign", "most": "\u22121"}, ["case-1"]),
        ({"a": "highest-count", "b": "first-sign", "most": "-1", "sure": "1"}, []),
        ({"day0": "leukapheresis", "aligned": "1"}, ["case-1"]),
    ],
)
def test_rows_are_filtered_and_sorted_as_asked(client, query, found):
    assert [row["id"] for row in ask(client, **query).json["rows"]] == found


@pytest.mark.parametrize("days", ["3", "31", "inf", "0"])
def test_a_number_of_days_is_shown(client, days):
    found = ask(client, days=days).json
    assert found["rows"] and found["words"]


@pytest.mark.parametrize(
    "query",
    [
        {"day0": "x"},
        {"sort": "x"},
        {"a": "x"},
        {"years_from": "old"},
        {"least": "nan"},
        {"most": "inf"},
        {"days": "long"},
    ],
)
def test_nonsense_is_refused_with_a_sentence(client, query):
    answer = ask(client, **query)
    assert answer.status_code == 422 and answer.json["error"]


def test_odd_numbers_of_rows_are_passed_over(client):
    assert len(ask(client, start="-1", count="many").json["rows"]) == 2
    assert len(ask(client, count="1000000").json["rows"]) == 2


def test_the_library_leads_to_the_comparison_of_the_two_cases(client):
    pair = ask(client, "/library.json").json["pair"]
    assert (pair["cases"], pair["titles"]) == (["case-1", "case-2"], ["Case 1", "Case 2"])
    assert (pair["day0"], pair["name"], pair["aligned"]) == ("first-sign", "first neurological sign", 2)
    assert "pair" not in ask(client, "/library.json", q="case").json


def test_a_search_finds_a_part_of_the_library(client):
    found = ask(client, "/library.json", q="white-matter").json
    assert [one["id"] for one in found["cases"]] == ["case-2"]
    assert (found["found"], found["total"]) == (1, 2)
    assert found["intro"].startswith("One case of 2, 52 statements")


def test_cases_are_found_by_name_for_whoever_chooses_one(client):
    found = ask(client, "/cases.json", q="t-cell").json
    assert found == {
        "found": 1,
        "cases": [
            {
                "id": "case-1",
                "title": "Case 1",
                "person": "9 years, male",
                "diagnosis": "T-cell acute lymphoblastic leukemia",
            }
        ],
    }
    assert len(ask(client, "/cases.json", count="1").json["cases"]) == 1
