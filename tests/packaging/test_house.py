"""The house's own rules: where things lie, how long they are, and what no file of ours may hold."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import zipfile
from collections.abc import Iterator
from statistics import median, quantiles

import pytest

from tests.packaging.tree import ROOT, kept_files

TOP = {
    *("recruit", "question_banks", "templates", "tests", "config.py", "pyproject.toml"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile"),
    *("docs", "bench", "deploy", ".ci", ".gitignore", "requirements.lock", "requirements-dev.lock"),
    *("hatch_build.py", "package.json", "package-lock.json", ".npmrc"),
}
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
VAGUE = re.compile(r"\b(utils?|helpers?|common|managers?|misc)\b")

# Each is written in two halves, so that this file does not hold what it looks for.
MACHINE = re.compile(
    rb"(?<![\w.])/(?:ro" rb"ot|wo" rb"rk|ho" rb"me|Us" rb"ers)/[\w.]|[A-Z]:\\\\?Us" rb"ers\\"
)
REGISTRY = re.compile(
    rb"py"
    rb"pi\.org|python"
    rb"hosted\.org|registry\.npm"
    rb"js|registry\.yarn"
    rb"pkg|npm\.pkg\.git"
    rb"hub"
    rb"|arti"
    rb"factory|jf"
    rb"rog|dev"
    rb"pi\b|/py"
    rb"pi/",
    re.IGNORECASE,
)

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = ast.ClassDef | Function


def python_files(*folders: str) -> list[str]:
    return [name for name in kept_files() if name.endswith(".py") and name.split("/")[0] in folders]


def source(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def functions(name: str) -> Iterator[Function]:
    yield from (node for node in ast.walk(ast.parse(source(name))) if isinstance(node, Function))


def length(node: Function) -> int:
    """Return the lines of a function, its docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def public(module: ast.Module) -> Iterator[Named]:
    """Yield the public functions and classes of a module, and the public methods of these classes."""
    for node in module.body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (one for one in node.body if isinstance(one, Function) and one.name[0] != "_")


def contents(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a file's content, and where it is a zip also the content of each part."""
    path = ROOT / name
    yield name, path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from ((f"{name}!{part}", archive.read(part)) for part in archive.namelist())


def comments(name: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source(name)).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def test_the_walk_sees_the_whole_house() -> None:
    seen = set(kept_files())
    assert {
        "pyproject.toml",
        ".ci/run",
        "recruit/cli/__init__.py",
        "question_banks/levels.yaml",
    } - seen == set()
    assert [name for name in seen if name.startswith((".venv/", ".git/", "out/"))] == []


def test_the_top_level_holds_only_what_it_should() -> None:
    assert {name.split("/")[0] for name in kept_files()} - TOP == set()


def test_the_package_has_its_rooms_and_no_other() -> None:
    rooms = {name.split("/")[1] for name in python_files("recruit")}
    allowed = {"__init__.py", "paths.py", "settings.py", "app.py", "cli", "domain", "documents"}
    assert rooms - allowed - {"db", "services", "web"} == set()


def test_tests_mirror_the_package() -> None:
    rooms = {name.split("/")[1] for name in kept_files() if name.startswith("tests/") and name.count("/") > 1}
    package = {name.split("/")[1] for name in kept_files() if re.match(r"recruit/\w+/", name)}
    assert rooms - package - {"packaging", "browser", "quality"} == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = python_files("recruit", "tests", "bench", "templates")
    assert [name for name in names if VAGUE.search(re.sub(r"[/_.]", " ", name))] == []


def by_hand(*folders: str) -> list[str]:
    """Return the Python files of some folders but for migrations, which a tool drafts as lists of steps."""
    return [name for name in python_files(*folders) if "/migrations/versions/" not in name]


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {name: len(source(name).splitlines()) for name in by_hand("recruit", "bench", "templates")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_page() -> None:
    found = [
        (name, node.name, length(node))
        for name in by_hand("recruit", "bench", "templates")
        for node in functions(name)
        if length(node) > LONGEST_FUNCTION
    ]
    assert found == []


def test_most_functions_are_short() -> None:
    lengths = [length(node) for name in by_hand("recruit") for node in functions(name)]
    assert median(lengths) <= 8
    assert quantiles(lengths, n=10)[-1] <= 25


def test_everything_public_in_domain_and_services_makes_its_promise() -> None:
    rooms = ("recruit/domain/", "recruit/services/")
    modules = {name: ast.parse(source(name)) for name in python_files("recruit") if name.startswith(rooms)}
    assert [name for name, module in modules.items() if not ast.get_docstring(module)] == []
    bare = [
        (name, one.name)
        for name, module in modules.items()
        for one in public(module)
        if not ast.get_docstring(one)
    ]
    assert bare == []


def test_what_is_waved_through_says_why() -> None:
    mark = r"# (?:noqa(?:: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)?|type: ignore(?:\[[\w, -]+\])?)"
    bare = [
        (name, line)
        for name in python_files("recruit", "tests", "bench", "templates")
        for line, text in comments(name)
        if re.search(mark, text) and not re.search(r"[A-Za-z]{3}", re.sub(mark, "", text))
    ]
    assert bare == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [place for name in kept_files() for place, raw in contents(name) if MACHINE.search(raw)]
    assert found == []


def test_no_file_names_a_package_registry() -> None:
    found = [place for name in kept_files() for place, raw in contents(name) if REGISTRY.search(raw)]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_names_versions_and_hashes_only(name: str) -> None:
    text = source(name)
    assert re.findall(r"^--?(?!hash)\S+|\S+://\S+", text, re.MULTILINE) == []
    pinned = re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.-]+(?:\[\S+\])?==", text, re.MULTILINE)) > 10


def test_the_ways_of_writing_a_path_are_known() -> None:
    assert MACHINE.search(b"see /ro" + b"ot/x") is not None
    assert MACHINE.search(b"see C:\\Us" + b"ers\\x") is not None
    assert MACHINE.search(b"tests/ho" + b"me/x") is None
    assert REGISTRY.search(b"https://py" + b"pi.org/simple") is not None
