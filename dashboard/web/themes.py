"""The theme of a page before anything of it is painted."""

PLACE = "{%theme%}"
# Where nobody has chosen, the theme of the system. A choice comes with the request and is in the document: to look it
# up in the storage of the browser would hold the first paint up.
SCRIPT = (
    "(function(d){d.theme=d.theme||(matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')})"
    "(document.documentElement.dataset)"
)


def attribute(theme: str) -> str:
    """What the first tag of a document says of a theme that is chosen; "" without one."""
    return f' data-theme="{theme}"' if theme else ""
