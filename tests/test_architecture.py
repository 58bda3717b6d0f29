"""The house rules that a program can check: floors, sizes, names, and what no file may contain."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dashboard"
ASSETS = ROOT / "assets"

FLOORS = {
    "errors": 0,
    "config": 1,
    "registry": 1,
    "domain": 2,
    "store": 3,
    "imaging": 3,
    "figures": 3,
    "pacs": 3,
    "lanes": 4,
    "importers": 4,
    "exporters": 4,
    "services": 5,
    "caller": 5.5,
    "components": 6,
    "web": 6,
    "pages": 7,
    "app": 8,
    "offline": 7.5,
    "commands": 8.5,
    "__main__": 9,
}
# Packages from outside that only some folders may know.
KNOWN_ONLY_IN = {
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "sqlite3": {"store"},
    "pydicom": {"imaging"},
    "PIL": {"imaging"},
    "plotly": {"figures"},
    "pandas": {"importers"},
    "openpyxl": {"importers"},
    "dask": {"importers"},
    "distributed": {"importers"},
    "ucumvert": {"domain"},
    "urllib3": {"pacs"},
    "flask": {"caller", "web", "app", "offline"},
    "dash": {"components", "web", "pages", "app"},
    "reportlab": {"exporters"},
    "pptx": {"exporters"},
    "docx": {"exporters"},
    "resvg_py": {"exporters"},
}
ONLY_THE_NAME = {("services", "sqlalchemy"): {"Connection"}}  # for annotations
NEVER_IMPORTED = {
    *("pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "diskcache"),
    *("requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib"),
}
NEVER_CALLED = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
NEVER_CALLED_AS_METHOD = {"query", "eval", "read_pickle", "to_pickle", "system", "popen", "urlopen"}
NEVER_SET = {"dangerously_allow_html", "srcDoc", "mathjax", "suppress_callback_exceptions", "shell"}
NOT_AT_IMPORT = {"open", "read_text", "read_bytes", "create_engine", "connect", "create_app", "print", "getenv", "run"}
BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|callbacks|misc|common|stuff|manager)($|_)")
MAY_PRINT = {"__main__", "commands"}
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)
ALL_PYTHON = sorted(
    path
    for folder in ("dashboard", "tests", "bench", "tools", "data")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)
SCRIPTS = sorted(path for path in ASSETS.glob("*.js"))


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


each_module = pytest.mark.parametrize("path", named(SOURCES))
each_python_file = pytest.mark.parametrize("path", named(ALL_PYTHON))
each_script = pytest.mark.parametrize("path", named(SCRIPTS))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    """The folder or top module that `path` belongs to."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of every import of a file, wherever it stands; relative ones made whole."""
    package = ["dashboard", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((module, alias.name) for alias in node.names)


def own_places(path: Path) -> Iterator[str]:
    """The folders or top modules of the package that a file imports."""
    for module, name in imports(path):
        parts = module.split(".")
        if parts[0] == "dashboard":
            target = parts[1] if len(parts) > 1 else name
            if target in FLOORS or (PACKAGE / target).exists() or (PACKAGE / f"{target}.py").exists():
                yield target


def test_every_folder_has_a_floor():
    found = {place(path) for path in SOURCES if path.parent != PACKAGE or path.name != "__init__.py"}
    assert found <= set(FLOORS), sorted(found - set(FLOORS))


@each_module
def test_imports_go_down_and_never_sideways(path):
    if path == PACKAGE / "__init__.py":
        assert not list(own_places(path))
        return
    here = place(path)
    wrong = [there for there in own_places(path) if there != here and FLOORS[there] >= FLOORS[here]]
    assert not wrong, f"floor {FLOORS[here]} imports {wrong}"


@each_module
def test_a_foreign_package_stays_in_its_folder(path):
    here = place(path)
    for module, name in imports(path):
        top = module.split(".")[0]
        allowed = here in KNOWN_ONLY_IN.get(top, {here}) or name in ONLY_THE_NAME.get((here, top), set())
        assert allowed, f"{top} is not for {here}"
        assert top not in NEVER_IMPORTED, top


@each_python_file
def test_files_and_functions_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"


@each_script
def test_scripts_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@each_python_file
def test_names_say_what_is_inside(path):
    assert not BANNED_NAMES.search(path.stem), path.stem


@each_module
def test_every_module_opens_with_what_lives_in_it(path):
    said = ast.get_docstring(tree(path)) or ""
    assert said.strip(), "no docstring"


@each_module
def test_every_public_function_and_class_says_what_it_gives(path):
    if place(path) == "store" and "migrations" in path.parts:
        return
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@each_module
def test_importing_a_module_does_no_work(path):
    if "migrations" in path.parts:
        return
    for statement in tree(path).body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.If):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Lambda):
                continue
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert called not in NOT_AT_IMPORT, f"line {node.lineno} calls {called} at import"
            if isinstance(node, ast.Attribute) and node.attr == "environ":
                pytest.fail(f"line {node.lineno} reads the environment at import")


@each_module
def test_no_dangerous_call(path):
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            assert node.func.id not in NEVER_CALLED, f"line {node.lineno}: {node.func.id}"
            assert node.func.id != "print" or place(path) in MAY_PRINT, f"line {node.lineno}: print"
        elif isinstance(node.func, ast.Attribute):
            assert node.func.attr not in NEVER_CALLED_AS_METHOD, f"line {node.lineno}: .{node.func.attr}"
        for keyword in node.keywords:
            off = isinstance(keyword.value, ast.Constant) and keyword.value.value in (False, None)
            assert keyword.arg not in NEVER_SET or off, f"line {node.lineno}: {keyword.arg}"


@each_module
def test_no_chart_outside_the_one_script_that_draws(path):
    """dcc.Graph draws every zoom twice and has a Share button; charts are drawn by one script, in a plain div."""
    for node in ast.walk(tree(path)):
        assert not (isinstance(node, ast.Attribute) and node.attr == "Graph"), f"line {node.lineno}"


def test_one_script_draws_and_it_never_shares():
    drawing = [path for path in SCRIPTS if re.search(r"Plotly\.(react|newPlot)\(", path.read_text(encoding="utf-8"))]
    assert len(drawing) <= 1, drawing
    for path in drawing:
        text = path.read_text(encoding="utf-8")
        calls = re.findall(r"Plotly\.(?:react|newPlot)\(([^;]*)\)", text)
        assert calls
        assert all(call.rstrip().endswith("CONFIG") for call in calls), calls
        assert "showSendToCloud: false" in text


@each_script
def test_scripts_put_text_on_the_page_as_text(path):
    text = path.read_text(encoding="utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"):
        assert way not in text, way


@each_script
def test_scripts_keep_nothing_in_the_browser_but_the_theme(path):
    text = path.read_text(encoding="utf-8")
    kept = "localStorage" in text or "sessionStorage" in text or "indexedDB" in text or "document.cookie" in text
    assert not kept or path.name == "shell.js"


@each_script
def test_scripts_call_no_other_host(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)


def test_every_page_default_is_optional():
    """Dash calls layout() without arguments once, to validate; query parameters come as keywords."""
    for path in (PACKAGE / "pages").glob("[!_]*.py"):
        found = [node for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.name == "layout"]
        assert found, path.name
        arguments = found[0].args
        assert len(arguments.defaults) == len(arguments.args), path.name
        assert arguments.kwarg is not None, path.name


def test_every_callback_annotates_its_parameters():
    """The server checks what a browser sends against them."""
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.FunctionDef):
                continue
            decorators = [ast.unparse(one).split("(")[0] for one in node.decorator_list]
            if "callback" in decorators or "dash.callback" in decorators:
                bare = [one.arg for one in node.args.args if one.annotation is None]
                assert not bare, f"{path.name}: {node.name} {bare}"
