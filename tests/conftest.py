"""What tests share: `csa` with a home of its own for vaults, and the sample study taken the whole way once a session."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from running import Csa, Demo, run_csa


@pytest.fixture
def csa(tmp_path: Path) -> Csa:
    """Runs `csa` with a home of this test's own."""

    def run(*args: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        return run_csa(*args, home=tmp_path, **env)

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """`csa demo`, once a session."""
    home = tmp_path_factory.mktemp("demo")
    study, out = home / "demo-study", home / "outputs" / "demo"
    started = time.perf_counter()
    done = run_csa("demo", "--study", study, "--out", out, home=home)
    assert done.returncode == 0, done.stderr[-3000:]
    return Demo(done.stdout, study, out, home, time.perf_counter() - started)
