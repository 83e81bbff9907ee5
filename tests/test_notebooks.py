"""The seven notebooks hold prose and calls of the package: no definitions, so that nothing in them escapes the tests."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from csa_research.resources import notebooks_dir

BOOKS = sorted(notebooks_dir().glob("*.ipynb"))
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def cells(path: Path, kind: str) -> list[str]:
    return [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def test_there_are_seven_in_reading_order() -> None:
    assert [path.name[:2] for path in BOOKS] == ["01", "02", "03", "04", "05", "06", "07"]


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_notebook_defines_nothing(path: Path) -> None:
    for source in cells(path, "code"):
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, DEFINITIONS)]


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_notebook_opens_the_study_that_it_is_given(path: Path) -> None:
    assert 'os.environ.get("CSA_STUDY"' in cells(path, "code")[0]


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_notebook_begins_with_prose_and_explains_each_table(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    assert book.cells[0].cell_type == "markdown"
    assert book.cells[0].source.startswith("# ")
    since = ""
    for cell in book.cells:
        if cell.cell_type == "markdown":
            since = cell.source
        elif ".to_html(" in cell.source:
            assert since, f"no prose before: {cell.source[:60]}"


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_notebook_uses_only_names_that_the_package_has(path: Path) -> None:
    from csa_research.export import figures, frames
    from csa_research.export.tabular import theory_frames

    rooms = {"figures": figures, "frames": frames, "theory_frames": theory_frames}
    for source in cells(path, "code"):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms:
                assert hasattr(rooms[node.value.id], node.attr), node.attr
