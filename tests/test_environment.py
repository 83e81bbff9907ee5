"""environment.yml, pyproject.toml and constraints.txt say the same."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from ruamel.yaml import YAML
from running import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))
REQUIRED = {"spacy", "bertopic", "pandas", "scikit-learn", "jupyterlab", "nbconvert", "pytest"}


def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [line.split("==") for line in lines if line.strip() and not line.startswith("#")]
    assert all(len(pair) == 2 for pair in found)
    names = [canonicalize_name(name) for name, _ in found]
    assert len(names) == len(set(names)), "a package is pinned twice"
    return {canonicalize_name(name): Version(version.split(";")[0].strip()) for name, version in found}


def wanted() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(line) for line in (*PROJECT["dependencies"], *(line for extra in extras for line in extra))]


def from_pip() -> list[str]:
    return next(entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict))


def test_the_environment_names_python_and_every_required_package() -> None:
    assert ENVIRONMENT["name"] == "csa_research"
    plain = [entry for entry in ENVIRONMENT["dependencies"] if isinstance(entry, str)]
    assert "python=3.11" in plain
    assert "pip" in plain
    names = {canonicalize_name(re.split(r"[=<>\s]", line)[0]) for line in from_pip() if not line.startswith("-")}
    assert names >= REQUIRED


def test_the_environment_installs_this_package_with_its_tools_and_the_tested_versions() -> None:
    assert "-e .[dev]" in from_pip()
    assert "-c constraints.txt" in from_pip()


def test_python_of_the_environment_is_one_that_the_package_takes() -> None:
    from packaging.specifiers import SpecifierSet

    assert "3.11" in SpecifierSet(PROJECT["requires-python"])


def test_what_the_environment_names_is_in_pyproject() -> None:
    known = {canonicalize_name(r.name) for r in wanted()}
    named = {canonicalize_name(re.split(r"[=<>\s]", line)[0]) for line in from_pip() if not line.startswith("-")}
    assert named <= known


def test_versions_in_the_environment_are_the_pinned_ones() -> None:
    for line in from_pip():
        if "==" in line:
            requirement = Requirement(line)
            assert pins()[canonicalize_name(requirement.name)] in requirement.specifier


def test_every_dependency_is_pinned_to_a_version_that_it_allows() -> None:
    found = pins()
    needed = [r for r in wanted() if r.marker is None or r.marker.evaluate({"python_version": "3.11"})]
    assert not [r.name for r in needed if canonicalize_name(r.name) not in found]
    assert not [r.name for r in needed if found[canonicalize_name(r.name)] not in r.specifier]


def test_what_is_installed_here_is_what_is_pinned() -> None:
    from importlib.metadata import PackageNotFoundError, version

    other = []
    for requirement in wanted():
        name = canonicalize_name(requirement.name)
        try:
            if name in pins() and Version(Version(version(requirement.name)).public) != Version(pins()[name].public):
                other.append(name)
        except PackageNotFoundError:
            continue
    assert not other
