"""The documents keep up with the program: settings, lanes, case format, dependencies, hazards, versions."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard import __version__, lanes
from dashboard.config import Settings, variable
from dashboard.registry import modules_of

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_each_setting_has_its_line_with_default_and_help(field):
    text = read("docs/settings.md")
    assert f"`{variable(field.name)}`" in text
    assert field.metadata["help"] in text


def test_no_setting_is_documented_that_is_gone():
    known = {variable(field.name) for field in fields(Settings)}
    text = "".join(read(name) for name in ("docs/settings.md", "docs/deploying.md", "README.md"))
    told = set(re.findall(r"TIMELINE_[A-Z_]+", text))
    assert told <= known | {"TIMELINE_SAMPLES", "TIMELINE_TEST_POSTGRES"}, told - known


@pytest.mark.parametrize("module", modules_of(lanes), ids=lambda module: module.__name__)
def test_each_lane_is_documented(module):
    text = read("docs/lanes.md")
    assert module.LANE.title in text
    assert module.__name__.rpartition(".")[2] in text


def test_each_column_of_the_case_format_is_documented():
    text = read("docs/case-format.md")
    for table in sorted((ROOT / "data" / "cases").glob("*/*.csv")):
        header = table.read_text(encoding="utf-8").splitlines()[0]
        for column in header.split(","):
            assert f"`{column}`" in text, f"{table.name}: {column}"


def test_each_requirement_says_why_it_is_there():
    text = read("docs/dependencies.md")
    for file in ("requirements.in", "requirements-dev.in", "requirements-illustrations.in"):
        for line in read(file).splitlines():
            name = re.match(r"[A-Za-z][\w.-]*", line)
            if name:
                assert f"`{name.group()}`" in text, name.group()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "requirements-illustrations.txt"])
def test_each_requirement_is_pinned_with_hashes_and_names_no_registry(file):
    text = read(file)
    pins = re.findall(r"^[a-z][\w.-]*(\S+)(?: ; [^\\]+)? \\$", text, flags=re.M)
    assert pins
    assert all(re.search(r"==\d", pin) or pin.startswith("==") for pin in pins)
    assert len(re.findall(r"^[a-z]", text, flags=re.M)) == len(pins)
    assert "://" not in text
    assert "--index" not in text


def known_tests():
    """file::name of every test, Python and JavaScript."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        names = [node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if hasattr(node, "name")]
        found |= {f"{path.relative_to(ROOT)}::{name}" for name in names if name}
    for path in (ROOT / "tests" / "js").glob("*.test.js"):
        names = re.findall(r"""test\(["'`](.+?)["'`],""", path.read_text(encoding="utf-8"))
        found |= {f"{path.relative_to(ROOT)}::{name}" for name in names}
    return found


def test_each_hazard_names_tests_and_they_exist():
    rows = [line for line in read("docs/hazards.md").splitlines() if re.match(r"\| H\d+ ", line)]
    assert len(rows) >= 20
    known = known_tests()
    for row in rows:
        named = re.findall(r"`(tests/[^`]+::[^`]+)`", row)
        assert named, row[:60]
        missing = [name for name in named if name not in known]
        assert not missing, f"{row[:40]}: {missing}"


def test_the_version_is_told_once_everywhere():
    assert f'version = "{__version__}"' in read("pyproject.toml")
    assert f"## {__version__}" in read("CHANGELOG.md")


def test_each_document_that_is_linked_exists():
    for path in [ROOT / "README.md", *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_each_vendored_file_has_its_license_and_its_version_in_the_name():
    vendor = ROOT / "assets" / "vendor"
    for entry in vendor.iterdir():
        assert entry.name.endswith("-LICENSE.txt") or re.search(r"\d+\.\d+\.\d+", entry.name), entry.name
        if entry.is_dir():
            assert (entry / "OFL.txt").is_file()


def test_plotly_in_the_browser_is_the_version_that_the_python_package_knows():
    from plotly.offline import get_plotlyjs_version

    assert (ROOT / "assets" / "vendor" / f"plotly-basic-{get_plotlyjs_version()}.min.js").is_file()


def test_what_is_packed_beforehand_is_the_same_script():
    import brotli

    packed = sorted((ROOT / "assets" / "vendor").glob("*.br"))
    assert packed
    for file in packed:
        assert brotli.decompress(file.read_bytes()) == file.with_suffix("").read_bytes(), file.name


def test_the_table_of_character_widths_belongs_to_the_fonts():
    import json

    from fontTools.ttLib import TTFont

    table = json.loads(read("dashboard/figures/font_metrics.json"))
    with TTFont(ROOT / "assets/vendor/plex-sans-1.1.0/IBMPlexSans-Regular-Latin1.woff2") as font:
        glyphs = font.getBestCmap()
        for character in "AaMi0%~·°×µ–":
            assert table["sans-400"][character] == font["hmtx"][glyphs[ord(character)]][0]
