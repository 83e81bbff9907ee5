"""What travels in the built wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("csa_research", "transcripts_sample", "codebook", "notebooks", "pyproject.toml", "setup.py", "README.md",
         "LICENSE", "MANIFEST.in")  # fmt: skip


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a copy of the sources: building in place would leave files in the checkout."""
    source = tmp_path_factory.mktemp("source")
    for part in PARTS:
        path = ROOT / part
        if path.is_dir():
            shutil.copytree(path, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.is_file():
            shutil.copy(path, source / part)
    out = source / "out"
    command = ["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-q", "-w", str(out), str(source)]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr[-2000:]
    with zipfile.ZipFile(next(out.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


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
