"""A new study folder."""

import os
from pathlib import Path

import pytest

from csa_research.errors import InputError
from csa_research.pipeline.starting import make_study, study_id
from csa_research.study import open_study


def test_a_new_study_opens_and_its_documents_are_valid(tmp_path: Path) -> None:
    study = make_study(tmp_path / "a_new-study")
    assert study.settings.title == "a new study"
    book = study.codebook()
    assert study.workstreams(book, study.theory(book))
    assert {p.name for p in study.folder.iterdir()} >= {"groups.csv", "roster.csv", "transcripts", "outputs", "workstreams"}


def test_a_second_time_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    made = make_study(tmp_path / "s", title="First")
    with pytest.raises(InputError, match="already holds a study"):
        make_study(tmp_path / "s", title="Second")
    assert open_study(made.folder).settings.title == "First"


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text("mine", encoding="utf-8")
    make_study(tmp_path)
    assert (tmp_path / "groups.csv").read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is a file"):
        make_study(tmp_path / "s")
    with pytest.raises(InputError, match="cannot be written"):
        make_study(tmp_path / "s" / "t")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        make_study(tmp_path / "s")


@pytest.mark.parametrize(
    "title",
    ['Say "no": it\'s hard', "a: b # c", "😀 – naïve", "{braces} %s", "back\\slash", "yes", "two\nlines", "  wide  ", "]["],
)
def test_a_title_comes_back_as_it_was_given(tmp_path: Path, title: str) -> None:
    assert make_study(tmp_path / "s", title=title).settings.title == title


def test_two_studies_of_one_name_have_different_ids_and_odd_names_make_plain_ids() -> None:
    assert study_id("study") != study_id("study")
    assert study_id("Étude 😀 1").startswith("tude-1-")
    assert study_id("😀").startswith("study-")
    assert len(study_id("x" * 200)) <= 64
