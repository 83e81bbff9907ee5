"""Transcripts into the vault."""

from pathlib import Path

import pytest

from csa_research.errors import GroupsError, InputError, VaultError
from csa_research.pipeline.context import Context, working_on
from csa_research.pipeline.originals.importing import import_files
from csa_research.pipeline.originals.reviewing import closed_groups
from csa_research.study import Study
from csa_research.vault import contents
from pipeline.conftest import HEAD, PASSPHRASE, table


def vault_groups(ctx: Context) -> list[str]:
    return [t.group for t in contents.transcripts(ctx.vault())]


def test_every_file_of_a_folder_is_read_into_the_vault(imported: Context) -> None:
    assert vault_groups(imported) == ["CSC1", "ED1"]
    assert [len(t.turns) for t in contents.transcripts(imported.vault())] == [6, 4]
    assert [o.name for o in contents.originals(imported.vault())] == ["csc1.txt", "ed1.txt"]


def test_facilitators_and_file_names_stay_in_the_vault(imported: Context, study: Study) -> None:
    assert all(g.facilitator == "" and g.transcript == "" for g in imported.store.groups())
    assert {g.facilitator for g in closed_groups(imported.vault())} == {"Jo Fazackerley"}
    everything = b"".join(p.read_bytes() for p in study.folder.rglob("*") if p.is_file())
    for word in (b"Fazackerley", b"csc1.txt", b"Zorbwick", b"rings back on"):
        assert word not in everything


def test_bad_files_are_named_and_the_others_go_on(ctx: Context, tmp_path: Path) -> None:
    (tmp_path / "in" / "p1.txt").write_bytes(b"")
    (tmp_path / "in" / "h1.txt").write_bytes(b"\x00\x01\xff\xfe junk \x00" * 50)
    (tmp_path / "in" / "stray.txt").write_text("A: b\n", encoding="utf-8")
    (tmp_path / "groups.csv").write_text(table("CSC1", "ED1", "P1", "H1", "P2"), encoding="utf-8")
    done = import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    assert done.read == ("CSC1", "ED1")
    said = "\n".join(done.problems)
    for word in ("P1", "H1", "P2: its transcript p2.txt is not among", "stray.txt: no group"):
        assert word in said
    assert "Zorbwick" not in "\n".join(done.lines())


def test_nothing_readable_at_all_is_an_error(ctx: Context, tmp_path: Path) -> None:
    (tmp_path / "in" / "csc1.txt").write_bytes(b"")
    (tmp_path / "in" / "ed1.txt").write_bytes(b"")
    with pytest.raises(InputError, match="No transcript could be read"):
        import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    with pytest.raises(InputError, match="No transcript was read: none of the files"):
        import_files(ctx, (tmp_path / "nowhere",), groups=tmp_path / "groups.csv")


def test_wrong_groups_make_no_vault(ctx: Context, tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text(HEAD + "X1,polis,2024-03,csc1.txt,,,,\n", encoding="utf-8")
    with pytest.raises(GroupsError, match="Did you mean police"):
        import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    assert not ctx.has_vault()


def test_a_second_import_replaces_only_its_groups(imported: Context, tmp_path: Path) -> None:
    (tmp_path / "in" / "ed1.txt").write_text("P1: Something else.\nP2: Quite.\n", encoding="utf-8")
    (tmp_path / "one.csv").write_text(table("ED1"), encoding="utf-8")
    done = import_files(imported, (tmp_path / "in" / "ed1.txt",), groups=tmp_path / "one.csv")
    assert [len(t.turns) for t in contents.transcripts(imported.vault())] == [6, 2]
    assert [g.group_id for g in imported.store.groups()] == ["CSC1", "ED1"]
    assert "CSC1: is not in this groups.csv; what was imported for it before stays" in done.notes


def test_a_mistyped_group_gives_way_to_the_right_one(ctx: Context, tmp_path: Path) -> None:
    for name in ("EDX", "ED1"):
        (tmp_path / "t.csv").write_text(table("CSC1") + table(name).removeprefix(HEAD).replace("edx", "ed1"), encoding="utf-8")
        import_files(ctx, (tmp_path / "in",), groups=tmp_path / "t.csv")
    assert vault_groups(ctx) == ["CSC1", "ED1"]


def test_a_group_taken_out_of_the_studys_own_table_goes_unless_it_was_released(
    imported: Context, study: Study, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (study.folder / "groups.csv").write_text(table("CSC1"), encoding="utf-8")
    done = import_files(imported, (tmp_path / "in" / "csc1.txt",))
    assert vault_groups(imported) == ["CSC1"]
    assert "ED1: is no longer in groups.csv" in done.notes[0]
    import_files(imported, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    request.getfixturevalue("released")
    import_files(imported, (tmp_path / "in" / "csc1.txt",))
    assert vault_groups(imported) == ["CSC1", "ED1"]


def test_the_studys_roster_is_moved_into_the_vault_and_later_ones_add_to_it(ctx: Context, study: Study, tmp_path: Path) -> None:
    own = study.folder / "roster.csv"
    own.write_text("name,type,aliases\nTyler Zorbwick,PERSON,Ty\n", encoding="utf-8")
    done = import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    assert not own.exists()
    assert "1 names of roster.csv were moved into the vault" in done.notes[0]
    own.write_text("name,type,aliases\nQuornby,PLACE,\nTyler Zorbwick,PERSON,Ty;Tiger\n", encoding="utf-8")
    import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    assert [(e.name, e.aliases) for e in contents.roster(ctx.vault())] == [("Quornby", ()), ("Tyler Zorbwick", ("Ty", "Tiger"))]
    elsewhere = tmp_path / "r.csv"
    elsewhere.write_text("name,type\nOakvale,PLACE\n", encoding="utf-8")
    import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv", roster=elsewhere)
    assert elsewhere.exists()
    assert len(contents.roster(ctx.vault())) == 3


def test_a_missing_or_wrong_roster_stops_before_anything_is_read(ctx: Context, study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"r\.csv is missing"):
        import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv", roster=tmp_path / "r.csv")
    (study.folder / "roster.csv").write_text("name,type\nTyler Zorbwick,HUMAN\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 2, column type") as caught:
        import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    assert "Zorbwick" not in str(caught.value)
    assert (study.folder / "roster.csv").exists()


def test_a_vault_that_was_moved_away_is_not_replaced_by_a_new_one(imported: Context, tmp_path: Path) -> None:
    path = imported.vault().path
    imported.vault().close()
    path.rename(tmp_path / "elsewhere.db")
    imported._vault = None
    with pytest.raises(VaultError, match="is not there, although this study has been imported before"):
        import_files(imported, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    assert not path.exists()


def test_a_vault_inside_the_study_folder_is_warned_of(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSA_VAULT", str(study.folder / "v.db"))
    with working_on(study, lambda: PASSPHRASE, print) as ctx:
        done = import_files(ctx, (tmp_path / "in",), groups=tmp_path / "groups.csv")
    assert "lies inside the study folder" in done.notes[0]
