"""A case that somebody begins by hand: it needs a code name, and what is known of age, sex and question. Events come by
imports, and day 0 with the first of them."""

from dataclasses import dataclass

from dashboard.domain.ages import checked_birth
from dashboard.domain.cases import Case
from dashboard.domain.people import Action, User
from dashboard.domain.statements import day
from dashboard.domain.when import When
from dashboard.errors import NotFound, Refused
from dashboard.importers._assembly.cases import FIRST_EVENT
from dashboard.importers._assembly.ids import named_case_id
from dashboard.services.acting import acting
from dashboard.services.bringing_up import bring_up
from dashboard.services.context import Context
from dashboard.store.cases import Save, save_case, version_of

SEXES = ("", "female", "male", "other", "unknown")
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a new case; all but the code name may be ""."""

    code: str
    age: str = ""
    birth_date: str = ""
    sex: str = ""
    question: str = ""


def create(user: User, context: Context, facts: Facts) -> str:
    """Store the case; its id. Raises Refused with a sentence for what cannot be."""
    case = case_of(facts)
    with acting(user, context, Action.IMPORT, case.id, subject="begun by hand") as db:
        try:
            version_of(db, case.id)
        except NotFound:
            save_case(db, case, Save(who=user.name, what="begun by hand"))
        else:
            raise Refused(f"There is a case {case.id} already. Choose another code name.")
    bring_up(context)
    return case.id


def case_of(facts: Facts) -> Case:
    """The case without events. Raises Refused."""
    code = " ".join(facts.code.split())
    if not code:
        raise Refused("A case needs a code name.")
    if any(len(word) > LONGEST for word in (code, facts.age, facts.question)):
        raise Refused(f"At most {LONGEST} letters can be kept here.")
    if facts.sex not in SEXES:
        raise Refused("Sex is one of female, male, other, unknown, or not said.")
    if facts.age and facts.birth_date:
        raise Refused("Age or date of birth: one of them is enough.")
    return Case(
        id=named_case_id(code),
        title=code,
        question=facts.question.strip(),
        zero=FIRST_EVENT,
        age=_age(facts.age.strip()),
        birth_date=checked_birth(facts.birth_date.strip()) if facts.birth_date.strip() else "",
        sex=facts.sex,
        moments={FIRST_EVENT: When((day(0),))},
    )


def _age(text: str) -> str:
    """A bare number is years; anything else stands as it was written."""
    return f"{int(text)} {'year' if int(text) == 1 else 'years'}" if text.isascii() and text.isdigit() else text
