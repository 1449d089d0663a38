"""The house as it was drawn: what no linter can hold."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.core import editions
from gongkai.reading import readers, sniff

ROOT = Path(__file__).parent.parent
CODE = [path for path in (ROOT / "gongkai").rglob("*.py") if "migrations" not in path.parts]
TEMPLATES = [*(ROOT / "gongkai").rglob("templates/**/*.html")]
FORBIDDEN = {"utils", "helpers", "common", "base", "misc", "services", "signals"}
STANDARD = sys.stdlib_module_names | {"gongkai"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_is_a_chapter(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_function_is_not_long(path):
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno >= 50]

    assert long == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_no_drawers():
    assert [name(path) for path in CODE if path.stem in FORBIDDEN] == []


def test_no_marks_of_unfinished_work():
    pattern = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")

    assert [name(path) for path in CODE if pattern.search(path.read_text("utf-8"))] == []


def test_the_core_imports_the_standard_library_only():
    found = set()
    for path in (path for path in CODE if "core" in path.parts):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {(name(path), alias.name) for alias in node.names if alias.name.split(".")[0] not in STANDARD}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in STANDARD:
                found.add((name(path), node.module or ""))

    assert found == set()


def test_public_names_of_the_core_are_documented():
    bare = []
    for path in (path for path in CODE if "core" in path.parts):
        for node in ast.parse(path.read_text("utf-8")).body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):
                bare.append(f"{name(path)}: {node.name}")

    assert bare == []


def test_no_import_stands_inside_a_function():
    inside = [
        f"{name(path)}: {function.name}"
        for path in CODE
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def test_every_reader_on_the_shelf_is_listed():
    on_disk = {path.stem for path in Path(readers.__path__[0]).glob("*.py")} - {"__init__"}

    assert {module.__name__.rsplit(".", 1)[-1] for module in sniff.READERS} == on_disk


def test_every_edition_on_the_shelf_is_loaded():
    on_disk = {path.stem for path in Path(editions.__path__[0]).glob("*.toml")}

    assert {edition.key for edition in editions.every()} == on_disk


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_have_no_inline_script_style_or_handler(path):
    text = path.read_text("utf-8")

    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=\"|\son[a-z]+=\"|<style", text) == []


def test_the_floors_hold():
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout


def test_the_code_is_in_the_format_of_the_house():
    ruff = Path(sys.executable).with_name("ruff")

    for arguments in (["format", "--check", "."], ["check", "."]):
        result = subprocess.run([ruff, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout


def test_the_types_hold():
    result = subprocess.run(
        [Path(sys.executable).with_name("mypy")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout


def test_the_readme_has_the_two_commands():
    for file in ("README.md", "README.zh-CN.md"):
        text = (ROOT / file).read_text("utf-8")
        assert "make run" in text
        assert "make test" in text


def test_numbers_of_the_law_stand_on_the_shelf_and_not_in_the_code():
    """Days and yuan of the law may not be constants: they have dates and articles."""
    pattern = re.compile(r"\b(days|workdays|term|yuan|fee)\w*\s*(?:=|==|<|>|<=|>=)\s*(?:7|15|20|30|40|60)\b")
    found = [f"{name(path)}: {m.group()}" for path in CODE for m in pattern.finditer(path.read_text("utf-8"))]

    assert found == []
