"""Small case folders, written the way a person would."""

from pathlib import Path

HEADER = "id,kind,term,at,value,unit,study\n"
ROWS = ("E1,encounter,Admission,0,,,", "E2,lab,Leukocytes [#/volume] in Blood,0..2,211000,/uL,",
        "E3,imaging,MRI of the brain,after E2,,,mri-1")  # fmt: skip
STUDY = '\n[[studies]]\nid = "mri-1"\nevent = "E3"\nlabel = "MRI 1"\nmodality = "MR"\n'


def write_case(folder: Path, *, title: str = "", rows: tuple[str, ...] = ROWS) -> Path:
    """A case folder named as its case, with the events of `rows`."""
    folder.mkdir(parents=True, exist_ok=True)
    name = folder.name
    head = f'code = "{name}"\ntitle = "{title or "Case " + name}"\nquestion = "Which?"\nzero = "E1"\n'
    (folder / "case.toml").write_text(head + STUDY)
    (folder / "events.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))
    return folder
