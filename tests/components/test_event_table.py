"""The table before its script has filled it, and the two answers that it can be had in."""

import csv
import io

import pytest

from dashboard.components import event_table


def test_the_table_is_folded_and_named(app):
    with app.server.test_request_context("/cases/case-1"):
        section = event_table.layout()
    assert getattr(section, "aria-label") == "Table of all records"
    ids = [getattr(one, "id", None) for one in section._traverse()]
    assert {"table-box", event_table.TABLE} <= set(ids)


@pytest.mark.parametrize("case", ["case-1", "case-2"])
def test_page_file_and_chart_hold_the_same_records(client, case):
    chart = client.get(f"/cases/{case}/timeline.json?events=1").json
    table = client.get(f"/cases/{case}/table.json").json
    file = client.get(f"/cases/{case}/table.csv").data.decode("utf-8-sig")
    ids = [event["id"] for event in chart["events"]]
    assert [row["id"] for row in table["rows"]] == ids
    assert [row["Row"] for row in csv.DictReader(io.StringIO(file, newline=""))] == ids
    assert table["all"] == chart["figure"]["layout"]["meta"]["numbers"]["read"]


def test_the_table_tells_times_in_the_words_of_the_chart(client):
    for query in ("", "?zero=P1-21"):
        chart = client.get(f"/cases/case-1/timeline.json{query}{'&' if query else '?'}events=1").json
        table = client.get(f"/cases/case-1/table.json{query}").json
        assert [row["cells"]["words"] for row in table["rows"]] == [event["words"] for event in chart["events"]]


def test_every_cell_has_a_column_and_every_column_a_cell(client):
    table = client.get("/cases/case-1/table.json").json
    keys = [column["key"] for column in table["columns"]]
    assert all(list(row["cells"]) == keys for row in table["rows"])
    assert all(set(row["keys"]) <= {one["key"] for one in table["columns"] if one["numbered"]} for row in table["rows"])


def test_the_file_is_named_by_the_code_of_the_case_alone(client):
    answer = client.get("/cases/case-1/table.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="case-1.csv"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_what_is_not_there_is_said_in_a_sentence(client, kind):
    headers = {"Accept": "application/json"}
    assert client.get(f"/cases/none/table.{kind}", headers=headers).status_code == 404
    refused = client.get(f"/cases/case-1/table.{kind}?zero=P9", headers=headers)
    assert refused.status_code == 422
    assert "cannot be day 0" in refused.json["error"]
