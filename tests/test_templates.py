"""The files that a new study starts with."""

from __future__ import annotations

import csv
import re

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from csa_research import resources
from csa_research.records import Group, RosterEntry
from csa_research.settings import Settings


def _filled(title: str = "A study") -> Settings:
    text = resources.new_study_yaml(study_id="my-study", title=title)
    return Settings.model_validate(YAML(typ="safe", pure=True).load(text))


def _names(model: type[BaseModel]) -> set[str]:
    found = set(model.model_fields)
    for field in model.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found |= _names(field.annotation)
    return found


def test_the_settings_template_holds_the_default_of_every_setting() -> None:
    assert _filled() == Settings(study_id="my-study", title="A study")


def test_the_settings_template_mentions_every_setting_under_a_comment_of_its_own() -> None:
    lines = (resources.templates_dir() / "study.yaml").read_text(encoding="utf-8").splitlines()
    explained = {
        match[1] for above, line in zip(lines, lines[1:], strict=False)
        if above.strip().startswith("#") and (match := re.match(r" *(\w+):", line))
    }  # fmt: skip
    assert _names(Settings) <= explained


@pytest.mark.parametrize("title", ['Trust: what "works"?', "C:\\path {study_id}", "Größe – naïve", "# not a comment"])
def test_any_title_survives_the_template(title: str) -> None:
    assert _filled(title.replace("{study_id}", "id")).title == title.replace("{study_id}", "id")


@pytest.mark.parametrize(("name", "record"), [("groups.csv", Group), ("roster.csv", RosterEntry)])
def test_table_templates_are_one_header_with_the_fields_of_the_record(name: str, record: type) -> None:
    with (resources.templates_dir() / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1
    assert set(rows[0]) == set(record.__dataclass_fields__)


def test_the_first_text_explains_every_column() -> None:
    text = (resources.templates_dir() / "READ-ME-FIRST.txt").read_text(encoding="utf-8")
    assert (resources.templates_dir() / "known_places.csv").read_text(encoding="utf-8") == "name,type\n"
    assert "COLUMNS OF known_places.csv" in text
    for record in (Group, RosterEntry):
        assert all(re.search(rf"^    {name}\b", text, re.M) for name in record.__dataclass_fields__)
