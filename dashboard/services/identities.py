"""Which code is which case: for whoever chairs a meeting, outside of any presentation, on demand and with an audit line
for each case."""

from dataclasses import dataclass

from dashboard.domain.ages import told_age
from dashboard.domain.discretion import NOTHING, Hidden, can_hide, discreet
from dashboard.domain.people import Action, User, may
from dashboard.services.acting import acting
from dashboard.services.codes import code_of
from dashboard.services.context import Context
from dashboard.store import cases as stored

SUBJECT = "which code is which case"


@dataclass(frozen=True, slots=True)
class Identity:
    """A case with what a room does not see of it."""

    code: str
    id: str
    title: str
    who: str
    patient: str


def identities(user: User, context: Context, hidden: Hidden = NOTHING) -> tuple[Identity, ...]:
    """The cases that `user` may see, by their codes, without what is `hidden`."""
    with context.store.reading() as db:
        known = [case_id for case_id in stored.ids(db) if may(user, Action.IDENTIFY, case_id)]
    known = [case_id for case_id in known if can_hide(case_id, hidden)]
    with acting(user, context, Action.IDENTIFY, *known, subject=SUBJECT) as db:
        heads = [discreet(stored.load_head(db, case_id), hidden) for case_id in known]
    found = [
        Identity(
            code_of(context, case.id),
            case.id,
            case.title,
            ", ".join(part for part in (told_age(case), case.sex, case.diagnosis) if part),
            ", ".join(part for part in (case.patient_id, case.birth_date) if part),
        )
        for case in heads
    ]
    return tuple(sorted(found, key=lambda one: one.code))
