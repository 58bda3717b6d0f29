"""A PACS as a source of pictures, by DICOMweb: the only folder that speaks to another host. No pixels here.

Nothing here knows Dash, SQL or who may see what. Every failure is a `PacsRefused` whose text is one sentence.
"""

from dashboard.pacs.answers import InstanceRecord, StudyRecord
from dashboard.pacs.cache import Arriving, Cache, Held, Identity, described
from dashboard.pacs.dicomweb import Dicomweb
from dashboard.pacs.failures import AnotherPatient, Gone, PacsRefused
from dashboard.pacs.link import viewer_link
from dashboard.pacs.origin import Origin
from dashboard.pacs.transport import Access, Limits, Transport

__all__ = [
    "Access",
    "AnotherPatient",
    "Arriving",
    "Cache",
    "Dicomweb",
    "Gone",
    "Held",
    "Identity",
    "InstanceRecord",
    "Limits",
    "Origin",
    "PacsRefused",
    "StudyRecord",
    "Transport",
    "described",
    "viewer_link",
]
