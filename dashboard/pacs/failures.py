"""What can go wrong with a PACS, as sentences for a user: no address, no credentials, no identifiers in them.

Refused
└── PacsRefused        the PACS does not answer, or its answer is not taken
    ├── Gone           the PACS knows nothing of it (any more)
    └── AnotherPatient the answer is about another patient than the case
"""

from dashboard.errors import Refused


class PacsRefused(Refused):
    """The PACS does not answer, or its answer is not taken; the text is one sentence that says why."""


class Gone(PacsRefused):
    """The PACS knows nothing of it, or nothing any more: what was fetched before is not to be shown either."""


class AnotherPatient(PacsRefused):
    """What the PACS gave belongs to another patient than the case."""

    def __init__(self) -> None:
        super().__init__("The PACS gave pictures of another patient; they were not taken.")
