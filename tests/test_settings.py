"""study.yaml: what is wrong is named with its setting and the way out."""

from pathlib import Path

import pytest

from csa_research.errors import SettingsError
from csa_research.settings import load_settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("study_id: s\nsed: 1\n", "sed: there is no such setting. Did you mean seed?"),
        ("study_id: s\nrelease:\n  min_cel: 5\n", "release.min_cel: there is no such setting. Did you mean min_cell?"),
        ("study_id: s\nquxxyz: 1\n", "quxxyz: there is no such setting. Delete the line."),
        ("study_id: s\nrelease:\n  min_cell: many\n", "release.min_cell: Input should be a valid integer"),
        ("title: no id\n", "study_id: Field required"),
        ("study_id: a/../b\n", "study_id: Value error, use letters, digits, - and _ only"),
        ("- a\n- b\n", "expected settings as 'name: value' lines"),
        ("study_id: s\nx: 2026-02-30\n", "a date in it does not exist"),
        ("study_id: s\x00\n", "line 1: holds a sign that YAML does not allow"),
        ("a: &x [1]\nb: *x\n", "line 2: YAML aliases (*name) are not allowed"),
        ("a: [\n", "line 2: not valid YAML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "study.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    assert said in str(caught.value)


def test_settings_in_another_encoding_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_bytes("title: Über\n".encode("latin-1"))
    with pytest.raises(SettingsError, match="is not UTF-8 text"):
        load_settings(tmp_path)


def test_a_file_in_place_of_the_folder_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="is a file; give the study's folder"):
        load_settings(tmp_path / "codebook.yaml")


def test_a_folder_without_settings_is_no_study(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not a study folder"):
        load_settings(tmp_path)
