"""Only what pyproject.toml cannot say: three top-level folders travel inside the wheel."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
INSIDE = {"transcripts_sample": "_sample", "codebook": "_codebook", "notebooks": "_notebooks"}
LEAVE_OUT = shutil.ignore_patterns("__pycache__", ".*", "*.tmp")


class build_py_with_data(build_py):
    """build_py, and the data folders copied into the package. An editable install finds them in the checkout."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for source, name in INSIDE.items():
            target = Path(self.build_lib) / "csa_research" / name
            shutil.rmtree(target, ignore_errors=True)  # an older build may have left files that are gone
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, target, ignore=LEAVE_OUT)


setup(cmdclass={"build_py": build_py_with_data})
