"""The tables. A change here needs a migration of its own in `migrations/versions/` and the new SCHEMA_VERSION.

Times of people's acts are UTC as ISO 8601 text, so both databases keep and order them alike.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

SCHEMA_VERSION = "0015"

metadata = MetaData()


def _text(name: str) -> "Column[str]":
    return Column(name, Text, nullable=False)


def _json(name: str) -> "Column[object]":
    return Column(name, JSON, nullable=False)


def _count(name: str) -> "Column[int]":
    return Column(name, Integer, nullable=False)


# The columns from `title` on are the fields of domain.cases.Case; its events have a table. `fingerprint` and `location`
# are those of its folder.
cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    _count("position"),
    _count("version"),
    _text("fingerprint"),
    _text("location"),
    *map(_text, ("title", "question", "zero", "age", "sex", "diagnosis", "question_source", "source")),
    *map(_text, ("grain", "origin", "writing")),
    *map(_json, ("clocks", "moments", "zeros", "studies", "findings", "issues")),
    Column("patient_id", Text, nullable=False, server_default=""),
    Column("birth_date", Text, nullable=False, server_default=""),
)

# The events of a case, many in a row (`domain.packs`). All in one pack come from the same `origin` (""
# is the folder of the case, else the system that an import names) and stand since the same `version` of the case.
event_packs = Table(
    "event_packs",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("origin", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *map(_count, ("version", "events")),
    Column("content", LargeBinary, nullable=False),
)

# One row for each save that changed a case: the version it made, when, and who.
changes = Table(
    "changes",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    *map(_text, ("at", "who", "what")),
    *map(_count, ("added", "changed", "removed")),
)

# What stood before: the case's own fields up to `version`; an event from `version` until `replaced`.
case_history = Table(
    "case_history",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _json("record"),
    ForeignKeyConstraint(["case_id", "version"], ["changes.case_id", "changes.version"]),
)

event_history = Table(
    "event_history",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _count("replaced"),
    _json("record"),
    ForeignKeyConstraint(["case_id", "version"], ["changes.case_id", "changes.version"]),
    ForeignKeyConstraint(["case_id", "replaced"], ["changes.case_id", "changes.version"]),
)

# One row a series of pictures, and one with the series "" for the picture that stands for its study. `id` is random
# and all that a browser ever sees.
pictures = Table(
    "pictures",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("cases.id"), nullable=False),
    _text("study_id"),
    _text("series"),
    Index("pictures_by_series", "case_id", "study_id", "series", unique=True),
)

# One row a study of pictures that was imported into a case. It stays when the case's own folder is read again.
joined_studies = Table(
    "joined_studies",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("uid", Text, primary_key=True),
    *map(_text, ("study_id", "event_id", "date", "modality", "accession")),
)

# One row a file of such a study; its content lies under its hash in the data folder (`blobs`).
picture_files = Table(
    "picture_files",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("study_id", Text, primary_key=True),
    Column("instance_uid", Text, primary_key=True),
    _text("sha256"),
    _count("position"),
)

# The story of a case as a presenter keeps it: a row a version, the last one counts. `content` is its views.
stories = Table(
    "stories",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    *map(_text, ("at", "who")),
    _json("content"),
)

# One row an import by way of the page: from its first byte to what became of it. `name` says what came, in words; the
# report and the files lie in the data folder until somebody has decided. Times are "" until they are reached.
imports = Table(
    "imports",
    metadata,
    Column("id", Text, primary_key=True),
    *map(_text, ("owner", "name", "format", "outcome", "began", "came", "ended")),
    Column("bytes", BigInteger, nullable=False),
    *map(_count, ("files", "rows", "accepted", "refused")),
    _json("cases"),
    Index("imports_by_owner", "owner", "began"),
)

# What a person has confirmed of the codes and the units of a source, for the next import of it. `kind` is "analyte" or
# "unit"; `means` is the key of an analyte ("none": it is none) or a unit of UCUM.
confirmed_codes = Table(
    "confirmed_codes",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("source", "kind", "said")),
    *map(_text, ("means", "who", "at")),
)

# Mappings of tables that a person has saved under a name, as the TOML that the command line takes.
kept_mappings = Table(
    "kept_mappings",
    metadata,
    Column("name", Text, primary_key=True),
    *map(_text, ("title", "content", "who", "at")),
)

# A meeting and the cases of its agenda, in order. `seen` is the version of a case when it was discussed (0: not yet).
meetings = Table(
    "meetings",
    metadata,
    Column("id", Text, primary_key=True),
    *map(_text, ("date", "title")),
    _json("expected"),
    _count("version"),
)

meeting_cases = Table(
    "meeting_cases",
    metadata,
    Column("meeting_id", Text, ForeignKey("meetings.id"), primary_key=True),
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    *map(_count, ("position", "minutes", "seen", "version")),
    *map(_text, ("question", "standing", "reason", "discussed_at")),
    _json("checklist"),
    Index("meeting_cases_by_case", "case_id", "meeting_id"),
)

# One row for each save: what a meeting (case "") or one case of its agenda then said.
meeting_history = Table(
    "meeting_history",
    metadata,
    Column("meeting_id", Text, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    *map(_text, ("at", "who")),
    _json("record"),
)

# A decision that somebody is still writing: theirs alone, until it is saved or thrown away. `seen` is the version that
# they began from.
drafts = Table(
    "drafts",
    metadata,
    Column("who", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("event_id", Text, primary_key=True),
    _text("at"),
    _count("seen"),
    _json("form"),
)

# Review notes, apart from the events of a case; each save adds a version, a text "" takes the note back.
review_notes = Table(
    "review_notes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Text, ForeignKey("cases.id"), nullable=False),
    *map(_text, ("meeting_id", "at", "who", "text")),
    Index("review_notes_by_case", "case_id", "id"),
)

# What was answered to a request that may come twice.
answered = Table(
    "answered",
    metadata,
    Column("who", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _text("at"),
    _json("answer"),
)

# One row a case: what a list of many cases shows of it, as JSON text, made from that version by those rules, and the
# numbers by which it is found and sorted. It holds nothing that the case does not, and can be made again at any time.
case_summaries = Table(
    "case_summaries",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    *map(_count, ("version", "rules")),
    _text("record"),
    Column("digest", LargeBinary, nullable=False, server_default=""),
    Index("case_summaries_state", "case_id", "version", "rules"),  # asked at every list, without the records
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("at", "who", "role", "action", "case_id", "subject", "outcome", "place", "request")),
    Index("audit_by_case", "case_id", "id"),
    sqlite_autoincrement=True,
)
