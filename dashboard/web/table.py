"""The table of a case: for the page as JSON, for a spreadsheet as CSV."""

import re

import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.services import tables

ROUTES = Blueprint("table", __name__)

LONGEST_ID = 200
MOST_ROWS = 5000


@ROUTES.get("/cases/<case_id>/table.json")
def table_json(case_id: str) -> Response:
    """Columns and rows in words, and what the columns of numbers and days are sorted by."""
    found = tables.event_table(caller.user(), caller.context(), case_id, _zero(), caller.hidden())
    answer = {
        "zero": found.zero,
        "all": len(found.lines),
        "columns": tables.columns(found),
        "rows": [
            {"id": one.id, "cells": one.cells, "term": one.term, "keys": one.keys} for one in found.lines[:MOST_ROWS]
        ],
    }
    return Response(orjson.dumps(answer), mimetype="application/json")


@ROUTES.get("/cases/<case_id>/table.csv")
def table_csv(case_id: str) -> Response:
    """All rows as a file that is named by the code of the case alone."""
    text = tables.exported(caller.user(), caller.context(), case_id, _zero(), caller.hidden())
    name = re.sub(r"[^A-Za-z0-9._-]", "_", case_id)
    return Response(
        text.encode("utf-8"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _zero() -> str:
    return request.args.get("zero", "")[:LONGEST_ID]
