"""What travels in the built wheel."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from running import ROOT, run_csa


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _expected(folder: Path, inside: str) -> set[str]:
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        f"csa_research/{inside}/{path.as_posix()}" for path in files
        if not any(part.startswith((".", "__pycache__")) for part in path.parts) and path.suffix not in (".pyc", ".tmp")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "inside"),
    [
        ("transcripts_sample", "_sample"),
        ("codebook", "_codebook"),
        ("csa_research/templates", "templates"),
        ("csa_research/data", "data"),
        ("notebooks", "_notebooks"),
    ],
)
def test_every_file_of_the_folder_is_in_the_wheel(folder: str, inside: str, wheel_names: set[str]) -> None:
    expected = _expected(ROOT / folder, inside)
    if not expected:
        pytest.skip(f"{folder} is empty")
    assert expected <= wheel_names


def test_the_wheel_holds_every_module_and_no_test(wheel_names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "csa_research").rglob("*.py")}
    assert modules <= wheel_names
    assert not any(name.startswith(("tests/", "scripts/", "benches/")) for name in wheel_names)


def test_a_new_study_is_made_where_only_the_wheel_is_installed(installed: Path, tmp_path: Path) -> None:
    done = run_csa("new", tmp_path / "study", home=tmp_path, PYTHONPATH=str(installed))
    assert done.returncode == 0, done.stderr
    for name in ("study.yaml", "groups.csv", "codebook.yaml", "theory_of_change.yaml", "workstreams/literature.csv"):
        assert (tmp_path / "study" / name).is_file()
