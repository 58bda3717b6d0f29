"""A job: a function of one of our modules, with JSON in and JSON out, so that nothing but text travels between
processes. What a job refuses comes back as refusals."""

import gc
import importlib
import json
from collections.abc import Callable
from typing import Any

from dashboard.errors import CaseRefused, Refused
from dashboard.importers.base import ImportRefused, Refusal

Job = dict[str, Any]
Answer = dict[str, Any]
Task = Callable[[Job], Answer]
_OURS = "dashboard.importers."


def name_of(task: Task) -> str:
    """The name by which another process finds a function."""
    return f"{task.__module__}:{task.__qualname__}"


def done(name: str, job: str) -> str:
    """Do one job, wherever this runs."""
    module, _, function = name.partition(":")
    if not module.startswith(_OURS):
        raise ValueError(f"{name} is no job of an import")
    task: Task = getattr(importlib.import_module(module), function)
    was = gc.isenabled()
    gc.disable()  # nothing that is read goes in circles, and to look for some takes a quarter of the time
    try:
        return json.dumps({"done": task(json.loads(job))})
    except ImportRefused as refusal:
        return json.dumps({"refused": [_plain(one) for one in refusal.refusals]})
    except CaseRefused as refusal:
        return json.dumps({"refused": [_plain(Refusal("", one)) for one in refusal.problems]})
    except Refused as refusal:
        return json.dumps({"refused": [_plain(Refusal("", str(refusal).rstrip(".")))]})
    finally:
        if was:
            gc.enable()


def answered(text: str) -> Answer:
    """What a job has answered. Raises ImportRefused with what it has refused."""
    found = json.loads(text)
    if "refused" in found:
        raise ImportRefused([Refusal(**one) for one in found["refused"]])
    answer: Answer = found["done"]
    return answer


def _plain(one: Refusal) -> dict[str, Any]:
    return {"file": one.file, "reason": one.reason, "line": one.line, "field": one.field}
