#!/usr/bin/env bash
# Everything that must hold, cheap checks first; `make test` sets up and calls this.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

tools/system_packages.sh chromium postgresql node
tools/system_packages.sh soffice pdftotext || echo "Without LibreOffice and poppler some exports are not read again." >&2
tools/system_packages.sh orthanc || echo "Without Orthanc the tests against a real PACS are skipped." >&2

$bin/ruff check .
$bin/mypy
node --test tests/js/
$bin/coverage erase
$bin/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder --cov=dashboard --cov-branch --cov-report= --durations=20 "$@"
$bin/coverage report --fail-under=100 --include='dashboard/domain/*,dashboard/figures/axis.py'
$bin/coverage report --fail-under=90
