"""An export tells the story that somebody has kept: under whatever names it goes out, and without the presenter's words
where nobody has read them."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation

from dashboard.config import settings_from
from dashboard.domain.discretion import DATES
from dashboard.domain.people import LOCAL_USER
from dashboard.offline import page_of
from dashboard.services import stories
from dashboard.services.context import Context, open_context
from dashboard.services.exports import Ready, Wish, prepare, words_to_read
from dashboard.services.imports import load_library

VIEWS = [
    {"title": "Why", "event": "P2-29", "events": ["P2-29", "P2-26"], "studies": ["mri-1", "mri-2"],
     "own": "Seen by Dr Who on 3 March 2024.", "notes": "Slowly.", "zero": "P2-25", "start": "-2", "stop": "9"},
    {"title": "End", "event": "P2-39"},
]  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Case 2 with a story of two views."""
    settings = settings_from({"TIMELINE_DATA_DIR": str(tmp_path_factory.mktemp("kept"))})
    context = replace(open_context(settings), page=page_of)
    load_library(context)
    stories.keep(LOCAL_USER, context, "case-2", {"views": VIEWS}, 0)
    yield context
    context.store.close()


def ready(context: Context, name: str, **wish: object) -> Ready:
    return prepare(LOCAL_USER, context, "case-2", Wish(name, **wish))  # type: ignore[arg-type]


def slides(made: Ready) -> list[str]:
    out = io.BytesIO()
    made.write(out, lambda share, words: None)
    return [
        "\n".join([shape.text_frame.text for shape in slide.shapes if shape.has_text_frame])
        + slide.notes_slide.notes_text_frame.text
        for slide in Presentation(out).slides
    ]


def test_slides_tell_the_kept_views_with_their_sentence_notes_and_day_0(kept: Context) -> None:
    told = slides(ready(kept, "pptx"))
    (view,) = [text for text in told if "Seen by Dr Who on 3 March 2024." in text]
    assert "Slowly." in view and "Days from first neurological sign" in view or "Days from CT 1" in view
    assert "MRI 1, day 2" in view and "MRI 2 (day 4); MRI 1 (day 2)." in view, (
        "pictures are named on the clock of their view"
    )
    assert "The times below are counted from the " in view
    (other,) = [text for text in told if text.startswith("End") or "End." in text]
    assert "The times below" not in other
    assert not [text for text in told if "Presentation, Counts" in text], "the story by rule is not told as well"


@pytest.mark.parametrize(("read", "said"), [(False, ""), (True, "Seen by Dr Who on [removed].")])
def test_without_names_a_kept_view_has_new_names_and_only_words_that_were_read(
    kept: Context, read: bool, said: str
) -> None:
    first, last = ready(kept, "pptx", deidentified=True, words_read=read).dossier.story
    assert first.own == said and first.notes == "" and first.zero.startswith("e") and first.event.startswith("e")
    assert first.studies == ("s2", "s3") and "P2" not in repr((first, last)) and last.zero == ""


def test_where_dates_are_hidden_the_presenters_words_hold_none(kept: Context) -> None:
    first, _ = ready(kept, "pptx", hidden=DATES).dossier.story
    assert "2024" not in first.own and "Dr Who" in first.own


def test_an_offline_page_counts_a_view_from_its_own_day_0(kept: Context) -> None:
    dossier = ready(kept, "html").dossier
    assert [view.zero for view in dossier.story] == ["P2-25", ""] and len(dossier.story) == 2


def test_the_presenters_words_are_among_those_to_be_read(kept: Context) -> None:
    assert {"Seen by Dr Who on 3 March 2024.", "Why"} <= set(words_to_read(LOCAL_USER, kept, "case-2"))


def test_a_print_tells_the_kept_story(kept: Context, tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as out:
        ready(kept, "pdf").write(out, lambda share, words: None)
    told = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, check=True, text=True)
    assert "The story, as it is presented" in told.stdout and "Seen by Dr Who" in told.stdout
