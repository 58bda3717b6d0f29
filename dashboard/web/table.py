"""The table of a case: for the page as JSON, for a spreadsheet as CSV."""

import re

import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.errors import Refused
from dashboard.services import tables
from dashboard.services.table_pages import MOST_ROWS, Sorting, table_page

ROUTES = Blueprint("table", __name__)

LONGEST_ID = 200
COUNT = re.compile("[0-9]{1,9}")


@ROUTES.get("/cases/<case_id>/table.json")
def table_json(case_id: str) -> Response:
    """Columns, and rows in words from the place `first` on, with what the columns of numbers and days are sorted by; in
    the order of the column `sort` where that is given, downwards with `down=1`."""
    sorting = Sorting(request.args.get("sort", "")[:LONGEST_ID], request.args.get("down") == "1")
    first, rows = _count("first", 0), _count("rows", MOST_ROWS)
    page = table_page(caller.user(), caller.context(), case_id, first, rows, sorting, _zero(), caller.hidden())
    answer = {
        "zero": page.table.zero,
        "all": page.all,
        "first": page.first,
        "columns": tables.columns(page.table),
        "rows": [{"id": one.id, "cells": one.cells, "term": one.term, "keys": one.keys} for one in page.table.lines],
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


def _count(name: str, default: int) -> int:
    text = request.args.get(name, str(default))
    if not COUNT.fullmatch(text):
        raise Refused(f"{name} must be a whole number from 0 on")
    return int(text)


def _zero() -> str:
    return request.args.get("zero", "")[:LONGEST_ID]
