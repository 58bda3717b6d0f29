"""Finds the extensions in a folder: one public name in each module. A broken module stops the start, loudly."""

import importlib
import pkgutil
from types import ModuleType
from typing import Any

from dashboard.errors import Misconfigured


def modules_of(package: ModuleType) -> tuple[ModuleType, ...]:
    """The modules of `package` in the order of their names, imported; names that begin with _ are left out."""
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_"))
    return tuple(_import(f"{package.__name__}.{name}") for name in names)


def extensions(package: ModuleType, name: str, contract: type, *, but: frozenset[str] = frozenset()) -> tuple[Any, ...]:
    """What each module of `package` offers as `name`, checked to be a `contract`; those in `but` hold none."""
    found = []
    for module in modules_of(package):
        if module.__name__.rpartition(".")[2] in but:
            continue
        offered = getattr(module, name, None)
        if not isinstance(offered, contract):
            raise Misconfigured(f"{module.__name__} offers no {name} that is a {contract.__name__}.")
        found.append(offered)
    return tuple(found)


def _import(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except Exception as problem:
        raise Misconfigured(f"{name} cannot be loaded: {problem}") from problem
