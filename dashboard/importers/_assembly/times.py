"""One time as another system writes it in ISO 8601, kept as given. What is no such time is told, never mended."""

from dataclasses import dataclass

from dashboard.domain.when import When, WhenError, parse_when


@dataclass(frozen=True, slots=True)
class Time:
    """A time, and what is wrong with it: `flag` is "" or a sentence; a time with a flag is not dated."""

    when: When = When()
    flag: str = ""


def iso_time(text: str) -> Time:
    """The time of an ISO 8601 date or date and time, whole or in part, with or without zone; any year from 1800 to
    2999. Digits beyond microseconds are left out."""
    plain = text.strip()
    if not plain:
        return Time()
    head, mark, tail = plain.partition(".")
    digits = tail[: len(tail) - len(tail.lstrip("0123456789"))]
    short = f"{head}{mark}{digits[:6]}{tail[len(digits) :]}" if mark else plain
    try:
        when = parse_when(short)
    except WhenError:
        return Time(flag=f'"{plain[:40]}" is not a date that exists')
    return Time(when) if plain[:4].isdecimal() else Time(flag=f'"{plain[:40]}" is not a date')
