"""Content hashes: equal inputs, equal keys; any change, another key."""

from pathlib import Path

from csa_research.pipeline.keys import digest, file_digest, folder_digest


def test_a_digest_depends_on_order_of_parts_but_not_of_dict_keys() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest("a", "b") != digest("b", "a")
    assert digest("ab") != digest("a", "b")
    assert len(digest()) == 64


def test_tuples_and_lists_are_the_same_and_paths_can_be_digested() -> None:
    assert digest((1, 2)) == digest([1, 2])
    assert digest(Path("a")) == digest("a")


def test_a_file_digest_is_the_sha256_of_its_bytes_and_empty_where_there_is_none(tmp_path: Path) -> None:
    assert file_digest(tmp_path / "no") == ""
    assert file_digest(tmp_path) == ""
    (tmp_path / "a").write_bytes(b"abc")
    assert file_digest(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_folder_digest_changes_with_a_name_or_a_byte_and_knows_only_its_pattern(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1", encoding="utf-8")
    before = folder_digest(tmp_path, "*.csv")
    (tmp_path / "b.txt").write_text("2", encoding="utf-8")
    assert folder_digest(tmp_path, "*.csv") == before
    (tmp_path / "a.csv").rename(tmp_path / "c.csv")
    named = folder_digest(tmp_path, "*.csv")
    (tmp_path / "c.csv").write_text("3", encoding="utf-8")
    assert len({before, named, folder_digest(tmp_path, "*.csv")}) == 3
    assert folder_digest(tmp_path / "nowhere") == digest()
