"""What an export asks before it is written: the right, the audit line, what is left out, and what it says of itself."""

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from dashboard.domain.discretion import DATES
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import Denied, NotFound, Refused
from dashboard.exporters.base import Exporter
from dashboard.figures.stack import View
from dashboard.services import audit, cases, exports, imports
from dashboard.services.codes import code_of
from dashboard.services.context import Context, open_context
from dashboard.services.exports import Wish, formats, prepare, window_words, words_to_read
from dashboard.services.images import study_images
from dashboard.services.joining import Choice
from tests.exporters.dossiers import CASES
from tests.services.folders import write_case


def made(context: Context, case_id: str = "case-1", user: User = LOCAL_USER, **wish: object) -> bytes:
    out = io.BytesIO()
    prepare(user, context, case_id, Wish(**{"format": "care-csv"} | wish)).write(out, lambda share, words: None)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("one", formats(), ids=lambda one: one.name)
def test_every_format_keeps_the_contract(one: Exporter) -> None:
    assert one.name == one.name.lower() and " " not in one.name
    assert one.title and one.about.endswith(".") and one.suffix.startswith(".") and "/" in one.media_type
    assert all(values for values in one.choices.values())


def test_names_of_formats_are_unique() -> None:
    assert len({one.name for one in formats()}) == len(formats())


def test_a_viewer_may_export_nothing_and_a_presenter_his_own_cases(shipped_context: Context) -> None:
    with pytest.raises(Denied):
        made(shipped_context, user=User("v", Role.VIEWER))
    with pytest.raises(NotFound):
        made(shipped_context, user=User("p", Role.PRESENTER, cases=frozenset({"case-2"})))
    with pytest.raises(NotFound):
        made(shipped_context, "no-such-case")
    assert made(shipped_context, user=User("p", Role.PRESENTER, cases=frozenset({"case-1"})))


def test_each_export_leaves_a_line_with_its_format_and_code(shipped_context: Context) -> None:
    made(shipped_context, deidentified=True)
    line = audit.entries(LOCAL_USER, shipped_context, case_id="case-1")[0].line
    assert (line.action, line.outcome) == ("export", "done")
    assert line.subject == f"care-csv, de-identified, {code_of(shipped_context, 'case-1')}"


def test_the_file_is_named_by_the_code_alone(shipped_context: Context) -> None:
    ready = prepare(LOCAL_USER, shipped_context, "case-1", Wish("pdf"))
    assert ready.name == f"timeline-{code_of(shipped_context, 'case-1')}.pdf"


def test_a_code_stays_and_tells_nothing(shipped_context: Context, tmp_path: Path) -> None:
    code = code_of(shipped_context, "case-1")
    assert code == code_of(shipped_context, "case-1") != code_of(shipped_context, "case-2")
    elsewhere = replace(shipped_context, settings=replace(shipped_context.settings, data_dir=tmp_path / "new"))
    assert code_of(elsewhere, "case-1") != code
    key = tmp_path / "new" / "code.key"
    assert key.stat().st_mode & 0o777 == 0o600 and len(list(key.parent.iterdir())) == 1


def test_the_stamp_says_what_was_on_screen(shipped_context: Context) -> None:
    view = View(start="0", stop="20", hidden=("laboratory",), folded=("outcomes",))
    stamp = prepare(LOCAL_USER, shipped_context, "case-2", Wish("pdf", "P2-25", view)).dossier.stamp
    assert (stamp.zero, stamp.window, stamp.identified, stamp.user) == (
        "CT 1",
        "from day 0 to day 20",
        True,
        "local user",
    )
    assert stamp.hidden == ("Other laboratory", "Decisions, outcomes")
    assert stamp.rows == 52 and 0 < stamp.drawn < 40
    told = dict(stamp.lines())
    assert told["rows"] == f"{stamp.drawn} drawn of 52" and told["made with"].startswith("Clinical timeline ")
    assert stamp.made.endswith("UTC") and len(stamp.fingerprint) == 16


@pytest.mark.parametrize(
    ("start", "stop", "words"),
    [
        ("", "", "all"),
        ("3.5", "", "from day 3.5 to the end"),
        ("", "order:0.4", "from the start to the events without a day"),
        ("writing:0.1", "x", "from what holds at writing to the end"),
    ],
)
def test_a_window_is_told_in_words(shipped_context: Context, start: str, stop: str, words: str) -> None:
    placed = prepare(LOCAL_USER, shipped_context, "case-1", Wish("pdf")).dossier.placed
    assert window_words(View(start=start, stop=stop), placed) == words


def test_the_fingerprint_is_that_of_the_data(shipped_context: Context) -> None:
    marks = [prepare(LOCAL_USER, shipped_context, name, Wish("pdf")).dossier.stamp.fingerprint
             for name in ("case-1", "case-1", "case-2")]  # fmt: skip
    assert marks[0] == marks[1] != marks[2]


@pytest.mark.parametrize(
    "wish", [{"format": "no such"}, {"zero": "nobody"}, {"format": "pdf", "choices": {"paper": "A9"}}]
)
def test_a_wish_that_cannot_be_is_refused_with_a_sentence(shipped_context: Context, wish: dict[str, object]) -> None:
    with pytest.raises(Refused):
        made(shipped_context, **wish)


def test_a_chosen_day_0_keeps_its_place_without_names(shipped_context: Context) -> None:
    for zero, selector in (("P2-25", "e25"), ("end:P2-05", "end:e5"), ("clock:therapy day", "clock:therapy day"),
                           ("moment:publication", "moment:publication")):  # fmt: skip
        wishes = [Wish("care-csv", zero, deidentified=without) for without in (False, True)]
        own, anew = (prepare(LOCAL_USER, shipped_context, "case-2", wish).dossier for wish in wishes)
        assert anew.zero == selector
        assert [item.time.earliest for item in own.placed] == [item.time.earliest for item in anew.placed]


def test_words_to_be_read_are_those_that_are_not_known(shipped_context: Context) -> None:
    found = words_to_read(LOCAL_USER, shipped_context, "case-2")
    assert "What caused the white-matter lesions?" in found and "lumbar puncture" not in found
    assert len(found) == len(set(found))
    with pytest.raises(Denied):
        words_to_read(User("v", Role.VIEWER), shipped_context, "case-2")


def test_where_dates_are_hidden_the_folder_that_holds_them_is_refused(shipped_context: Context) -> None:
    with pytest.raises(Refused, match="holds the dates"):
        made(shipped_context, format="case-folder", hidden=DATES)
    assert made(shipped_context, hidden=DATES)
    assert made(shipped_context, format="case-folder", hidden=DATES, deidentified=True)


@pytest.fixture
def own_context(tmp_path: Path) -> Context:
    """A context with a library of its own."""
    from dashboard.config import settings_from

    write_case(tmp_path / "library" / "a")
    environ = {"TIMELINE_DATA_DIR": str(tmp_path / "data"), "TIMELINE_CASES_DIR": str(tmp_path / "library")}
    context = open_context(settings_from(environ))
    imports.load_library(context)
    return context


@pytest.fixture
def pictured(own_context: Context) -> Context:
    """The same, with a picture whose study is named by its date and whose caption names the patient."""
    folder = own_context.settings.cases_dir / "a"
    for path in (folder / "case.toml", folder / "events.csv"):
        path.write_text(path.read_text().replace("mri-1", "mri-2024-03-05"))
    head = folder / "case.toml"
    head.write_text(f'patient_id = "A-77B"\n{head.read_text()}')
    (folder / "images" / "mri-2024-03-05").mkdir(parents=True)
    Image.new("RGB", (40, 40), "grey").save(folder / "images" / "mri-2024-03-05" / "1.png")
    index = '[mri-2024-03-05]\ncaption = "Seen by Doe on 2024-03-05, chart A-77B"\n'
    (folder / "images" / "index.toml").write_text(index)
    imports.load_library(own_context)
    return own_context


def test_where_dates_are_hidden_pictures_are_there_and_their_captions_hold_none(pictured: Context) -> None:
    given = prepare(LOCAL_USER, pictured, "a", Wish("pdf", hidden=DATES)).dossier
    (study,) = given.case.studies
    shown = given.pictures.shown(study.id)
    assert "2024" not in study.id + shown.caption and shown.caption.startswith("Seen by Doe") and shown.available
    assert given.pictures.key(study.id, 40) and list(given.pictures.members()) == []


def test_a_caption_is_to_be_read_and_goes_out_without_what_the_case_names_as_identifiers(pictured: Context) -> None:
    said = "Seen by Doe on [removed], chart [removed]"
    assert said in words_to_read(LOCAL_USER, pictured, "a")
    for read, caption in ((True, said), (False, "")):
        wish = Wish("pdf", deidentified=True, words_read=read, pictures_read=True)
        assert prepare(LOCAL_USER, pictured, "a", wish).dossier.pictures.shown("s1").caption == caption


def test_a_picture_that_was_changed_goes_out_as_it_is_now(pictured: Context) -> None:
    pictures = prepare(LOCAL_USER, pictured, "a", Wish("pdf")).dossier.pictures
    before = pictures.key("mri-2024-03-05", 40)
    path = pictured.settings.cases_dir / "a" / "images" / "mri-2024-03-05" / "1.png"
    Image.new("RGB", (40, 40), "white").save(path)
    os.utime(path, (1, 1))
    assert pictures.key("mri-2024-03-05", 40) != before


def unpacked(archive: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(folder)
    (found,) = folder.iterdir()
    return found


def test_a_case_with_joined_pictures_comes_back_identical_elsewhere(own_context: Context, tmp_path: Path) -> None:
    disc = CASES / "case-1" / "images" / "ct-1" / "ct"
    imports.import_path(LOCAL_USER, own_context, disc, Choice("a"))
    before = cases.open_case(LOCAL_USER, own_context, "a").case
    folder = unpacked(made(own_context, "a", format="case-folder"), tmp_path / "out")
    settings = replace(own_context.settings, data_dir=tmp_path / "other", cases_dir=tmp_path / "out",
                       database_url=f"sqlite:///{tmp_path / 'other.db'}")  # fmt: skip
    elsewhere = open_context(settings)
    imports.load_library(elsewhere)
    assert cases.open_case(LOCAL_USER, elsewhere, "a").case == before
    (study,) = [one for one in study_images(LOCAL_USER, elsewhere, "a") if one.available]
    assert study.series[0].slices == 24
    again = made(elsewhere, "a", format="case-folder")
    assert {path.name for path in folder.rglob("*.dcm")} == {f"{at:04d}.dcm" for at in range(1, 25)}
    one, other = (zipfile.ZipFile(io.BytesIO(file)) for file in (made(own_context, "a", format="case-folder"), again))
    assert one.namelist() == other.namelist()
    assert all(one.read(name) == other.read(name) for name in one.namelist() if not name.endswith("export.txt"))


def test_a_nameless_folder_loads_with_its_pictures_under_its_code(shipped_context: Context, tmp_path: Path) -> None:
    wish = {"format": "case-folder", "deidentified": True, "words_read": True, "pictures_read": True}
    folder = unpacked(made(shipped_context, "case-2", **wish), tmp_path / "out")
    assert folder.name == code_of(shipped_context, "case-2")
    settings = replace(shipped_context.settings, data_dir=tmp_path / "other", cases_dir=tmp_path / "out",
                       database_url=f"sqlite:///{tmp_path / 'other.db'}")  # fmt: skip
    elsewhere = open_context(settings)
    outcomes = imports.load_library(elsewhere)
    assert not outcomes[0].refusals
    own = {one.study.label: one for one in study_images(LOCAL_USER, shipped_context, "case-2")}
    for study in study_images(LOCAL_USER, elsewhere, folder.name):
        old = own[study.study.label]
        assert [(one.slices, one.key) for one in study.series] == [(one.slices, one.key) for one in old.series]
        assert study.illustration and study.available


def test_pictures_stay_here_unless_somebody_has_looked_at_them(shipped_context: Context) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made(shipped_context, format="case-folder", deidentified=True)))
    assert not [name for name in archive.namelist() if "images" in name]
    (stamp,) = [name for name in archive.namelist() if name.endswith("export.txt")]
    assert "nobody has said that no name is burned into them" in archive.read(stamp).decode()


def test_review_notes_are_left_out_and_said_to_be(own_context: Context) -> None:
    folder = own_context.settings.cases_dir / "a"
    header = (folder / "events.csv").read_text().splitlines()
    header[0] += ",review"
    rows = [f"{row}," for row in header[1:]]
    columns = header[0].split(",")
    note = {"id": "N1", "kind": "note", "term": "Handover was late", "at": "1", "review": "yes"}
    rows.append(",".join(note.get(column, "") for column in columns))
    (folder / "events.csv").write_text("\n".join([header[0], *rows]) + "\n")
    imports.load_library(own_context)
    plain, asked = (made(own_context, "a", review_notes=wanted).decode() for wanted in (False, True))
    assert "Handover" not in plain and "review notes: 1" in plain and "Handover" in asked
    assert exports.prepare(LOCAL_USER, own_context, "a", Wish("pdf")).dossier.stamp.left_out == ("review notes: 1",)
