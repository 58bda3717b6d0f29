"""Dates in running text: found as people and machines write them, and taken out. It errs on the side of hiding: a
number that could be a date and is none is hidden too. Measured values go through `without_full_dates` alone."""

import re
from datetime import date
from functools import lru_cache

HIDDEN = "[date hidden]"

# English, German, French, Spanish, Italian, Portuguese, Dutch.
_NAMES = """
january february april june july august september october november december
januar jänner februar feber april juni juli oktober dezember
janvier février avril juin juillet août septembre octobre novembre décembre
enero febrero marzo abril junio julio agosto septiembre setiembre octubre noviembre diciembre
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
januari februari maart augustus
"""
# Short for months or words too, so they are months only beside a number or behind "in", "since" and the like.
_SHORT = "mars mai mayo mei märz jan feb mär mrz apr jun jul aug sept oct okt nov dez déc juil"
_CAPITAL = "May March Mar Sep Dec MAY MARCH MAR SEP DEC"  # words in small letters
_ONLY_DATED = "may march mar sep dec dic ene abr ago gen mag giu lug set ott avr"  # only with day and year


def _any(words: str) -> str:
    return "(?:" + "|".join(sorted(set(words.split()), key=len, reverse=True)) + r")(?![^\W\d_])\.?"


_NAME, _MONTH = _any(_NAMES), rf"(?:{_any(f'{_NAMES} {_SHORT}')}|(?-i:{_any(_CAPITAL)}))"
_YEAR = r"(?:1[89]|2[0-9])[0-9]{2}"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_NTH = rf"{_DAY}(?:\.|st|nd|rd|th|er|º)?"
_M = r"(?:0?[1-9]|1[0-2])"
_CLOCK = r"[0-9]{1,2}[:.h][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?"
_TIME = rf"(?:[T _,]+{_CLOCK}(?: ?[ap]\.?m\.?| ?Uhr)?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
_OF = r"(?: ?(?:of|de|del|di|den|der)? ?)"
_TO = r" ?(?:-|–|to|bis|and|und|/|&) ?"
_SPAN = rf"(?:{_NTH}{_TO})?"
_STOP = r"(?![0-9A-Za-z])"
_FIGURES = (
    rf"{_YEAR}(?P<a>[-/.:_ ])(?:0[1-9]|1[0-2]|[1-9])(?P=a){_DAY}(?![0-9]){_TIME}",  # 2024-03-01, 2024/3/1
    rf"{_SPAN}{_DAY}(?P<b>[-/. ]) ?{_M}(?P=b) ?{_YEAR}(?![0-9]){_TIME}",  # 1.3.2024, 01/03/2024, 1. 3. 2024
    rf"{_M}(?P<c>[-/.]){_DAY}(?P=c){_YEAR}(?![0-9]){_TIME}",  # 3/25/2024
    rf"{_DAY}(?P<d>[/.]){_M}(?P=d)[0-9]{{2}}(?![0-9/]){_TIME}",  # 01/03/24, 1.3.24
    rf"{_M}(?P<e>[/.]){_DAY}(?P=e)[0-9]{{2}}(?![0-9/]){_TIME}",  # 3/25/24
    r"(?:0[1-9]|[12][0-9]|3[01])-(?:0[1-9]|1[0-2])-[0-9]{2}(?![0-9-])",  # 01-03-24
    rf"{_SPAN}{_NTH}[ -]?{_OF}{_MONTH}(?:[ ,-]*(?:(?:de )?{_YEAR}|['’]?[0-9]{{2}}(?![0-9:])))?{_TIME}",  # 3 March 2024
    rf"{_DAY}[. -]*{_any(_ONLY_DATED)}[ -]*{_YEAR}(?![0-9]){_TIME}",
    rf"{_YEAR}[ -]{_MONTH}(?:[ -]{_DAY})?{_STOP}",  # 2024-Mar-03
    rf"{_M}[/.-]{_YEAR}{_STOP}",  # 03/2024
    rf"{_YEAR}[-/]{_M}{_STOP}",  # 2024-03
)
_WORDED = (
    rf"{_MONTH}[ -]?{_NTH}(?:{_TO}{_NTH})?{_STOP}(?:,? ?{_YEAR})?{_TIME}",  # March 3rd, 2024
    rf"{_MONTH}[ ,-]*(?:{_YEAR}|['’][0-9]{{2}}){_STOP}",  # March 2024, Mar '24
)
_FULL = re.compile(rf"(?<![0-9])(?:{'|'.join(_FIGURES)})|\b(?:{'|'.join(_WORDED)})", re.IGNORECASE)
_RUN = re.compile(r"[0-9]{8,}(?:\.[0-9]+)?(?:[+-][0-9]{4})?")  # 20240301, 20240301103000+0100, the middle of a UID
_CUES = r"(?:in|since|until|till|before|after|from|by|during|of|on|seit|bis|vor|nach|ab|am|vom|zum|den|le|en|el|dal|op)"
_MEASURED = r"[A-Za-z]|[.,][0-9]| ?[/%×]| (?:cells|mg|g|mL|L|µ|u|x|10|IU|U|mmol|ng|pg)\b"
_LOOSE = re.compile(
    "|".join(
        (
            r"(?<![0-9A-Za-z.,/])['’][0-9]{2}(?![0-9A-Za-z])",  # summer '15
            rf"\b{_CUES} (?:early |mid[ -]?|late |the end of )?{_MONTH}",  # in March
            rf"\b{_NAME}",  # December
            rf"\b{_CUES} {_DAY}\. ?{_M}\.(?![0-9])",  # am 1.3.
            rf"\b(?:on|since|until|from|by|am|vom|bis|seit|le|el) {_DAY}/{_M}(?![0-9/])",  # on 1/3
            rf"(?<![0-9A-Za-z.,<>=≤≥×-]){_YEAR}(?![0-9]|{_MEASURED})",  # a bare year
        )
    ),
    re.IGNORECASE,
)


# What any date has something of: without it nothing needs a closer look, and most texts have nothing.
_TRACE = re.compile(
    rf"{_YEAR}|[0-9][-/. ]+[0-9]{{1,2}}[-/. ]|[0-9]/[0-9]|['’][0-9]{{2}}|jan|jän|ene|gen|f[eé][bv]|m[aäe][airygj]|mrz"
    r"|a[bpv]r|ju[iln]|giu|lug|a[gou][goû]|se[pt]|o[ckut]t|nov|d[eéi][cz]",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def without_dates(text: str) -> str:
    """`text` with every date in it replaced by HIDDEN: full ones, months, years, and what reads like them."""
    if _TRACE.search(text) is None:
        return text
    return _joined(_LOOSE.sub(_kept_cue, without_full_dates(text)))


def without_full_dates(text: str) -> str:
    """`text` without what is a date by its form alone: for values, where 2010 is a count and no year."""
    if _TRACE.search(text) is None:
        return text
    return _joined(_RUN.sub(lambda run: HIDDEN if _in_digits(run[0]) else run[0], _FULL.sub(HIDDEN, text)))


def names_date(name: str) -> bool:
    """True when a name (an id, a code) holds a full date."""
    plain = name.replace("_", " ")
    return without_full_dates(plain) != plain


def _kept_cue(match: re.Match[str]) -> str:
    cue = re.match(rf"{_CUES} ", match[0], re.IGNORECASE)
    return f"{cue[0] if cue else ''}{HIDDEN}"


def _in_digits(text: str) -> bool:
    """Whether a run of digits holds a calendar date: it is then hidden whole."""
    run = text.partition(".")[0]
    return any(_is_date(run[at : at + 8]) for at in range(len(run) - 7))


def _is_date(digits: str) -> bool:
    try:
        return 1880 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2299
    except ValueError:
        return False


def _joined(text: str) -> str:
    """Two hidden dates side by side are one."""
    return re.sub(rf"{re.escape(HIDDEN)}(?:[ ,;–/-]*{re.escape(HIDDEN)})+", HIDDEN, text)
