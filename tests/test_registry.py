"""Extensions are found by their place; a broken one stops the start and is named."""

import importlib
import sys
from itertools import count

import pytest

from dashboard.errors import Misconfigured
from dashboard.registry import extensions, modules_of

NUMBERS = count()


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Makes a package of the given modules, each with its text."""

    def make(**modules):
        name = f"found_{next(NUMBERS)}"
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
        for module, text in modules.items():
            (tmp_path / name / f"{module}.py").write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path))
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield make
    for name in [name for name in sys.modules if name.startswith("found_")]:
        del sys.modules[name]


def test_modules_come_in_the_order_of_their_names_and_hidden_ones_stay_hidden(package):
    found = modules_of(package(b="", a="", _hidden="raise ValueError"))
    assert [module.__name__.rpartition(".")[2] for module in found] == ["a", "b"]


def test_extensions_are_what_each_module_offers(package):
    assert extensions(package(b="X = 2", a="X = 1"), "X", int) == (1, 2)


def test_a_module_that_holds_no_extension_is_named_by_whoever_asks(package):
    assert extensions(package(a="X = 1", base=""), "X", int, but=frozenset({"base"})) == (1,)


def test_a_module_without_the_name_stops_the_start(package):
    with pytest.raises(Misconfigured, match=r"\.a offers no X that is a int"):
        extensions(package(a=""), "X", int)


def test_a_module_with_something_else_under_the_name_stops_the_start(package):
    with pytest.raises(Misconfigured, match="offers no X"):
        extensions(package(a="X = 'text'"), "X", int)


def test_a_broken_module_stops_the_start_and_keeps_the_cause(package):
    with pytest.raises(Misconfigured, match=r"\.a cannot be loaded: division by zero") as caught:
        modules_of(package(a="1 / 0"))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
