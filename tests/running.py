"""Running `csa` as a user does, for tests."""

from __future__ import annotations

import os
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


Csa = Callable[..., subprocess.CompletedProcess[str]]


def run_csa(*args: str | Path, home: Path, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """`csa ARGS` in a process of its own, with vaults under `home`."""
    settings = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "CSA_PASSPHRASE": PASSPHRASE, **env}
    settings.pop("CSA_VAULT", None)
    command = [sys.executable, "-c", "from csa_research.cli import main; main()", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=settings, cwd=cwd or home, check=False)
