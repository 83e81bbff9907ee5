from __future__ import annotations

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from csa_research.errors import InputError
from csa_research.export import notebooks


def write(path: Path, *cells: object) -> Path:
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "study").mkdir()
    write(
        folder / "01_a.ipynb",
        new_markdown_cell("# Title\n\nProse & more."),
        new_code_cell(
            "import os, warnings\nfrom IPython.display import HTML\nwarnings.warn('from this machine')\n"
            "HTML('<table><tr><td>' + os.path.basename(os.environ['CSA_STUDY']) + ' café</td></tr></table>"
            '<script src="https://example.org/x.js"></script>\')'
        ),
    )
    notebooks.execute_all(folder, folder / "study", folder / "out")
    return (folder / "out" / "01_a.html").read_text(encoding="utf-8"), folder


def test_a_notebook_runs_on_the_study_and_shows_prose_and_tables(ran: tuple[str, Path]) -> None:
    assert "Prose &amp; more." in ran[0]
    assert "<td>study café</td>" in ran[0]
    assert "<title>01 a</title>" in ran[0]


def test_the_page_needs_nothing_from_outside(ran: tuple[str, Path]) -> None:
    assert not re.search(r"<script|<link|<iframe|https?://(?!www\.w3\.org)", ran[0])
    assert len(ran[0]) < 20_000


def test_the_page_names_no_place_on_the_machine_and_shows_no_code(ran: tuple[str, Path]) -> None:
    assert str(ran[1]) not in ran[0]
    assert "from this machine" not in ran[0]
    assert "import os" not in ran[0]


def test_a_failing_cell_is_named_without_what_it_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSA_STUDY", "before")
    path = write(tmp_path / "02_bad.ipynb", new_code_cell("1 + 1"), new_code_cell("raise ValueError('words of a transcript')"))
    with pytest.raises(InputError, match=r"02_bad.ipynb: code cell 2 failed \(ValueError\)") as caught:
        notebooks.execute(path, tmp_path)
    assert "words of a transcript" not in str(caught.value)
    assert os.environ["CSA_STUDY"] == "before"


def test_a_folder_without_notebooks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no notebook"):
        notebooks.notebook_files(tmp_path)


def test_a_damaged_notebook_is_named(tmp_path: Path) -> None:
    (tmp_path / "03.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"03\.ipynb"):
        notebooks.execute(tmp_path / "03.ipynb", tmp_path)
