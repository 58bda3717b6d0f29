"""What people confirm while they read a report: what a code measures, what a unit means. Kept for imports to come."""

from dashboard.domain.analytes import NO_ANALYTE, analytes
from dashboard.domain.people import Action, User
from dashboard.domain.received import unit_code
from dashboard.errors import Refused
from dashboard.services import import_jobs
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.store import confirmed


def confirm(user: User, context: Context, job_id: str, kind: str, said: str, means: str) -> None:
    """Keep what a code or a unit of the sources of this import means; "" forgets it. Raises Refused."""
    report = import_jobs.report_of(user, context, job_id)
    if report is None or not report["sources"]:
        raise Refused("This import has not been read.")
    if kind not in (confirmed.ANALYTE, confirmed.UNIT) or not said:
        raise Refused("A meaning belongs to an analyte or to a unit.")
    if kind == confirmed.UNIT and means and unit_code(means) is None:
        raise Refused(f'"{means}" is no unit of UCUM that is known, as in 10*9/L or mg/dL.')
    if kind == confirmed.ANALYTE and means and means != NO_ANALYTE and means not in analytes():
        raise Refused(f'"{means}" is not in the table of analytes.')
    subject = f"{kind} {said[:60]} means {means[:40] or 'nothing known'}"
    with acting(user, context, Action.IMPORT, subject=subject) as db:
        for source in dict.fromkeys(report["sources"]):
            confirmed.confirm(db, source, kind, said, means, user.name)
