"""python -m data.illustrations --out data/cases [--only case-1/ct-1] [--contact DIR]: draws the pictures."""

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from data.illustrations.anatomy import Field, Head
from data.illustrations.card import write_card
from data.illustrations.dicom import write_series
from data.illustrations.scanner import Stack, acquire
from data.illustrations.series import SEEDS, STUDIES, Series, Study
from data.illustrations.sheet import write_sheet

NOTICE = Path(__file__).with_name("NOTICE.txt")
HISTOLOGY = ("case-2", "histology")
HISTOLOGY_CAPTION = "Histology, figure 4 of the report: no picture in this library, drawn placeholder"


def main() -> None:
    """Draws what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m data.illustrations", description=__doc__)
    parser.add_argument("--out", type=Path, help="folder of the cases: DIR/<case>/images/<study>/<series>/")
    parser.add_argument("--only", default="", help="start of case/study/series, such as case-2 or case-2/mri-1/flair")
    parser.add_argument("--contact", type=Path, help="folder for a contact sheet of each series")
    wanted = parser.parse_args()
    total = 0
    for study, series, stack in drawn(wanted.only):
        if wanted.contact:
            write_sheet(wanted.contact / f"{study.case}-{study.id}-{series.name}.png", study, series, stack)
        if wanted.out:
            folder = wanted.out / study.case / "images" / study.id / series.name
            total += write_series(folder, study, series, stack)
        print(f"{study.case}/{study.id}/{series.name}  {total / 1e6:.2f} MB so far", flush=True)
    if wanted.out:
        write_what_goes_along(wanted.out)


def drawn(only: str = "", field: Field | None = None) -> Iterator[tuple[Study, Series, Stack]]:
    """Every series whose case/study/series starts with `only`, drawn."""
    heads: dict[str, Head] = {}
    for study in STUDIES:
        for series in study.series:
            if not f"{study.case}/{study.id}/{series.name}".startswith(only):
                continue
            if study.case not in heads:
                heads[study.case] = Head(SEEDS[study.case], field or Field())
            yield study, series, draw(heads[study.case], study, series)


def draw(head: Head, study: Study, series: Series) -> Stack:
    """One series of a head; its random numbers follow from its place in the list."""
    number = STUDIES.index(study) * 10 + study.series.index(series)
    own = head.copy(np.random.default_rng([SEEDS[study.case], number]))
    return acquire(own, series.draw(own), series.is_ct, series.note)


def write_what_goes_along(out: Path) -> None:
    """The histology card, the template's notice and the index of key slices, beside the pictures of each case."""
    write_card(out / HISTOLOGY[0] / "images" / HISTOLOGY[1] / "placeholder.png")
    for case in SEEDS:
        images = out / case / "images"
        images.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(NOTICE, images / NOTICE.name)
        entries = [
            _entry(study.id, study.caption, study.key_series, study.key) for study in STUDIES if study.case == case
        ]
        if case == HISTOLOGY[0]:
            entries.append(_entry(HISTOLOGY[1], HISTOLOGY_CAPTION))
        head = "# The slice that stands for each study, counted from 1, feet first. Written by data/illustrations.\n\n"
        (images / "index.toml").write_text(head + "\n".join(entries), encoding="utf-8")


def _entry(study: str, caption: str, series: str = "", key: int | None = None) -> str:
    place = f"series = {json.dumps(series)}\nslice = {key}\n" if series else ""
    return f"[{study}]\n{place}caption = {json.dumps(caption)}\nillustration = true\n"


if __name__ == "__main__":
    main()
