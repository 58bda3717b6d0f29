"""The start page before its script has filled it, and the answer that fills it."""

from dashboard.components import library


def test_the_library_starts_with_nothing_claimed(app):
    with app.server.test_request_context("/"):
        parts = {getattr(one, "id", None): one for one in library.layout()._traverse()}
    assert parts["library-empty"].hidden
    assert parts["library-footer"].hidden
    assert getattr(parts["library-cases"], "children", None) is None


def test_an_empty_library_says_what_to_do():
    said = " ".join(library.EMPTY)
    assert "python -m dashboard import" in said
    assert "docs/case-format.md" in said


def test_the_footer_says_what_the_program_does_not_do():
    assert "no diagnosis, dose, alert, prognosis or measurement is computed" in library.LIMITS


def test_the_answer_holds_both_shipped_cases(client):
    answer = client.get("/library.json").json
    assert [one["title"] for one in answer["cases"]] == ["Case 1", "Case 2"]
    assert answer["intro"].startswith("Two cases, 96 statements")
    assert answer["legend"]


def test_each_case_accounts_for_every_row(client):
    for one in client.get("/library.json").json["cases"]:
        assert one["read"] == one["drawn"] + one["timeless"] + one["refused"]
        assert one["read"] == sum(count for count, _ in one["kinds"])
        assert one["drawn"] == sum(row["events"] for row in one["course"]["rows"])


def test_pictures_are_addressed_by_opaque_ids(client):
    for one in client.get("/library.json").json["cases"]:
        address = one["picture"]["address"]
        assert address.startswith("/images/")
        assert one["id"] not in address
        assert client.get(address).status_code == 200
        assert "image_id" not in one["picture"]


def test_the_counts_are_those_of_the_record(client):
    counts = [one["count"] for one in client.get("/library.json").json["cases"]]
    assert [(count["number"], count["unit"]) for count in counts] == [("1037", "×10⁹/L"), ("412.5", "×10⁹/L")]
    assert counts[0]["verify"].startswith("verify")
    assert counts[1]["verify"] == ""


def test_the_order_of_unknown_days_is_said_to_be_unknown(client):
    first = client.get("/library.json").json["cases"][0]["picture"]
    assert (first["label"], first["when"]) == ("CT 1", "day unknown, 0–19")
