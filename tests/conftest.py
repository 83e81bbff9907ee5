"""What tests share: `csa` with a home of its own for vaults, and the sample study taken the whole way once a session."""

from __future__ import annotations

import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from running import Csa, Demo, build_wheel, run_csa


@pytest.fixture
def csa(tmp_path: Path) -> Csa:
    """Runs `csa` with a home of this test's own."""

    def run(*args: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        return run_csa(*args, home=tmp_path, **env)

    return run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's wheel."""
    return build_wheel(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs and nothing of the checkout: put it first on PYTHONPATH."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def demo(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """`csa demo`, once a session, as it runs where only the wheel is installed."""
    home = tmp_path_factory.mktemp("demo")
    study, out = home / "demo-study", home / "outputs" / "demo"
    started = time.perf_counter()
    done = run_csa("demo", "--study", study, "--out", out, home=home, PYTHONPATH=str(installed))
    assert done.returncode == 0, done.stderr[-3000:]
    return Demo(done.stdout, study, out, home, time.perf_counter() - started)
