"""The link to the hospital's own viewer, from the template of the settings."""

import re
from urllib.parse import quote, urlsplit

FIELDS = ("StudyInstanceUID", "AccessionNumber")
_FIELD = re.compile(r"\{([^{}]*)\}")


def viewer_link(template: str, uid: str, accession: str) -> str:
    """The address of a study in the viewer of the PACS; "" where there is no template or it needs what is unknown."""
    values = dict(zip(FIELDS, (uid, accession), strict=True))
    if not template or not all(values.get(name) for name in _FIELD.findall(template)):
        return ""
    # In one pass: a value that looks like the other field stays a value.
    link = _FIELD.sub(lambda found: quote(values[found[1]], safe=""), template)
    return link if urlsplit(link).scheme in ("http", "https") else ""
