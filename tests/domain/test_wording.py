"""Single statements in words, as a detail panel or an export tells them."""

import pytest

from dashboard.domain.when import parse_when
from dashboard.domain.wording import number_words, statement_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5", "day 5"), ("5 wk", "5 weeks after day 0"), ("-2 wk", "2 weeks before day 0"), ("0..2", "day 0–2"),
        ("29..", "from day 29"), ("..-3", "until day −3"), ("0..48 h", "within 48 hours after day 0"),
        ("~14", "~day 14"), ("~2 wk", "~2 weeks"), ("..", "at an unknown time"), ("2024-03", "2024-03"),
        ("2024-03..2024-04-02", "2024-03 to 2024-04-02"), ("2024-03..", "from 2024-03"), ("..2024-03", "until 2024-03"),
        ("2024-03-01T10:30+01:00", "2024-03-01 10:30+01:00"), ("hospital day -2", "hospital day −2"),
        ("ct + 1 h", "1 hour after CT"), ("ct - 2 mo", "2 months before CT"), ("before end of ct", "before end of CT"),
    ],
)  # fmt: skip
def test_a_statement_in_words(text: str, words: str) -> None:
    (statement,) = parse_when(text)
    assert statement_words(statement, str.upper) == words


def test_numbers_keep_two_decimals_at_most() -> None:
    assert [number_words(number) for number in (0, -0.0, 2.0, -1.5, 1 / 3)] == ["0", "0", "2", "−1.5", "0.33"]
