"""What the commands share: who is at the keyboard, exit statuses, and how an outcome of an import is told."""

import getpass
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dashboard.domain.people import LOCAL_USER, User
from dashboard.services.imports import Outcome

DONE, REFUSED, CANNOT = 0, 1, 2


def user() -> User:
    """The local user, with the account's name for the audit."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError):
        account = "unknown account"
    return replace(LOCAL_USER, place=f"command line, {account}")


def printed(data: Any) -> str:
    """`data` as JSON for people and programs."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)


def refusals(outcomes: Iterable[Outcome]) -> Iterable[str]:
    """One line for each problem, below the name of what was refused."""
    for outcome in outcomes:
        if outcome.refusals:
            count = f"{len(outcome.refusals)} {'problem' if len(outcome.refusals) == 1 else 'problems'}"
            yield f"{outcome.path}: refused, {count}; nothing of it was loaded"
            yield from (f"  {refusal}" for refusal in outcome.refusals)


def status(outcomes: Iterable[Outcome]) -> int:
    """The exit status: REFUSED as soon as anything was."""
    return REFUSED if any(outcome.refusals for outcome in outcomes) else DONE
