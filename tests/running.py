"""Running `csa` as a user does, for tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "a passphrase for tests"


@dataclass(frozen=True)
class Demo:
    """The demonstration as a user has it: what it printed, its study and its outputs."""

    printed: str
    study: Path
    out: Path
    home: Path
    seconds: float


PARTS = (
    "csa_research", "transcripts_sample", "codebook", "notebooks", "pyproject.toml", "setup.py", "README.md", "LICENSE",
    "MANIFEST.in",
)  # fmt: skip


def build_wheel(folder: Path) -> Path:
    """The package's wheel, built from a copy of the sources: building in place would leave files in the checkout."""
    for part in PARTS:
        path = ROOT / part
        if path.is_dir():
            shutil.copytree(path, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.is_file():
            shutil.copy(path, folder / part)
    out = folder / "out"
    command = ["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-q", "-w", str(out), str(folder)]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return next(out.glob("*.whl"))


Csa = Callable[..., subprocess.CompletedProcess[str]]


def run_csa(*args: str | Path, home: Path, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """`csa ARGS` in a process of its own, with vaults under `home`."""
    settings = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "CSA_PASSPHRASE": PASSPHRASE, **env}
    settings.pop("CSA_VAULT", None)
    command = [sys.executable, "-c", "from csa_research.cli import main; main()", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=settings, cwd=cwd or home, check=False)
