"""Where the data that travels with the package is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from csa_research import resources
from csa_research.errors import InputError


def test_a_checkout_has_all_four_folders() -> None:
    assert (resources.sample_dir() / "groups.csv").is_file()
    assert (resources.codebook_dir() / "theory_of_change.yaml").is_file()
    assert resources.notebooks_dir().is_dir()
    assert (resources.templates_dir() / "study.yaml").is_file()


def test_the_copy_inside_the_package_goes_before_the_one_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "csa_research"
    for folder in (package / "_codebook", tmp_path / "codebook"):
        folder.mkdir(parents=True)
        (folder / "codebook.yaml").touch()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.codebook_dir() == package / "_codebook"


def test_a_missing_folder_is_an_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "csa_research")
    with pytest.raises(InputError, match="Install csa_research again"):
        resources.sample_dir()
