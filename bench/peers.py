"""Other timelines to measure against, fetched with npm into bench/out; nothing of them is part of the program.

clinical-timeline is AGPL-3.0, vis-timeline Apache-2.0 or MIT: they are run here and not copied anywhere.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {"clinical-timeline": "0.0.30", "vis-timeline": "8.5.4", "jquery": "1.12.4"}
FILES = {
    "clinical-timeline": (
        "d3/d3.min.js",
        "jquery/dist/jquery.min.js",
        "clinical-timeline/js/lib/underscore-min.js",
        "clinical-timeline/js/lib/jquery.dataTables.min.js",
        "clinical-timeline/js/lib/jquery.qtip.min.js",
        "clinical-timeline/css/lib/jquery.qtip.min.css",
        "clinical-timeline/dist/clinical-timeline.min.js",
    ),
    "vis-timeline": (
        "vis-timeline/standalone/umd/vis-timeline-graph2d.min.js",
        "vis-timeline/styles/vis-timeline-graph2d.min.css",
    ),
}


def libraries(folder: Path) -> dict[str, list[Path]]:
    """The files of each peer, in the order in which its page needs them; none, and a word why, where npm cannot."""
    if not all((folder / "node_modules" / file).is_file() for files in FILES.values() for file in files):
        trouble = _fetch(folder)
        if trouble:
            print(f"Measured without peers: {trouble}", file=sys.stderr)
            return {}
    return {name: [folder / "node_modules" / file for file in files] for name, files in FILES.items()}


def _fetch(folder: Path) -> str:
    """Install PACKAGES into `folder`; "" when they are there."""
    if shutil.which("npm") is None:
        return "there is no npm."
    folder.mkdir(parents=True, exist_ok=True)
    described = {"name": "peers", "version": "1.0.0", "private": True, "dependencies": PACKAGES}
    (folder / "package.json").write_text(json.dumps(described), encoding="utf-8")
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return "" if done.returncode == 0 else f"npm install failed: {(done.stderr or done.stdout).strip()[:200]}"
