"""The browser tells times by the rules of the server: both are held to one table of examples, which is up to date."""

import json

from tests.word_examples import FILE, examples


def test_the_table_of_examples_is_what_the_server_says_today():
    told = json.loads(FILE.read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(examples())), "run: python -m tests.word_examples"


def test_the_table_holds_every_kind_of_words():
    told = json.loads(FILE.read_text(encoding="utf-8"))
    assert min(len(rows) for rows in told.values()) >= 15
    assert {row[-2] for row in told["intervals"]} >= {"2 days", "at most 1 day", "order only: after", "the same day"}
