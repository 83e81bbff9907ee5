"""What the vault holds, as records."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.errors import VaultError
from csa_research.offsets import Move
from csa_research.records import Entity, Identifier, ReviewDecision, RosterEntry, Span, Transcript, Turn
from csa_research.vault import Vault, contents


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault.db", "correct horse battery") as vault:
        yield vault


TURN = Turn("G1", 0, "Anna", "Then Anna said 😀", start_s=1.5)
FOUND = Identifier("G1", 0, Span(5, 9), "Anna", "PERSON", ("roster", "ner"), 0.9)


def test_an_empty_vault_holds_nothing(vault: Vault) -> None:
    assert contents.originals(vault) == contents.transcripts(vault) == contents.identifiers(vault, "final") == ()
    assert contents.entities(vault) == contents.roster(vault) == contents.decisions(vault) == ()
    assert contents.maps(vault) == contents.hidden(vault) == {}


def test_originals_come_back_byte_for_byte(vault: Vault) -> None:
    contents.save_original(vault, "b.docx", b"\n\x00PK\n", "G2")
    contents.save_original(vault, "a.txt", b"", "G1")
    first, second = contents.originals(vault)
    assert (first.name, first.group, first.data) == ("a.txt", "G1", b"")
    assert (second.name, second.group, second.data) == ("b.docx", "G2", b"\n\x00PK\n")
    assert first.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert contents.forget_original(vault, "a.txt")
    assert [o.name for o in contents.originals(vault)] == ["b.docx"]


def test_transcripts_come_back_by_group_and_are_replaced_as_a_whole(vault: Vault) -> None:
    one, two = Transcript("G1", (TURN,), "a.txt", "00", ("w",)), Transcript("G2", ())
    contents.save_transcripts(vault, [two, one])
    assert contents.transcripts(vault) == (one, two)
    contents.save_transcripts(vault, [two])
    assert contents.transcripts(vault) == (two,)


def test_a_group_with_two_transcripts_is_refused(vault: Vault) -> None:
    with pytest.raises(VaultError, match="Group G1 has two transcripts"):
        contents.save_transcripts(vault, [Transcript("G1", ()), Transcript("G1", ())])


def test_found_and_reviewed_identifiers_are_kept_apart_in_their_order(vault: Vault) -> None:
    later = replace(FOUND, turn=3)
    other = replace(FOUND, group="G0")
    contents.save_identifiers(vault, "machine", [later, other, FOUND])
    contents.save_identifiers(vault, "final", [replace(FOUND, status="mask")])
    assert contents.identifiers(vault, "machine") == (other, later, FOUND)
    assert contents.identifiers(vault, "final") == (replace(FOUND, status="mask"),)
    contents.save_identifiers(vault, "machine", [])
    assert contents.identifiers(vault, "machine") == ()


def test_entities_roster_maps_and_hidden_text_come_back(vault: Vault) -> None:
    entities = (Entity("e2", "PERSON", ("Anna", "Annie"), "[Child 2]", ("G1",)), Entity("e1", "PLACE", ("X",), "[Town 1]"))
    roster = (RosterEntry("Anna", "PERSON", ("Annie",), "Child"),)
    maps = {"G1": {0: (Move(5, 9, 5, 14),), 12: ()}}
    contents.save_entities(vault, entities)
    contents.save_roster(vault, roster)
    contents.save_maps(vault, maps)
    contents.save_hidden(vault, {"G1": ["an author"], "G2": []})
    assert contents.entities(vault) == entities
    assert contents.roster(vault) == roster
    assert contents.maps(vault) == maps
    assert contents.hidden(vault) == {"G1": ("an author",), "G2": ()}


def test_decisions_are_kept_in_order_with_who_and_when(vault: Vault) -> None:
    some = [ReviewDecision("G1", i, 0, "Anna", "mask") for i in range(12)]
    contents.append_decisions(vault, some[:11], "a reviewer")
    contents.append_decisions(vault, some[11:], "another")
    assert contents.decisions(vault) == tuple(some)
    log = contents.decision_log(vault)
    assert [entry.who for entry in log] == ["a reviewer"] * 11 + ["another"]
    assert all(entry.at.endswith("Z") for entry in log)


def test_undo_takes_back_the_latest_that_stands_and_the_log_keeps_both(vault: Vault) -> None:
    first, second, third = (ReviewDecision("", None, None, text, "keep") for text in ("May", "Will", "Rose"))
    contents.append_decisions(vault, [first, second], "a")
    assert contents.undo_last(vault, "b") == second
    contents.append_decisions(vault, [third], "a")
    assert contents.decisions(vault) == (first, third)
    assert contents.undo_last(vault, "b") == third
    assert contents.undo_last(vault, "b") == first
    assert contents.undo_last(vault, "b") is None
    assert contents.decisions(vault) == ()
    assert len(contents.decision_log(vault)) == 6


def test_a_log_with_a_hole_is_damaged(vault: Vault) -> None:
    contents.append_decisions(vault, [ReviewDecision("", None, None, "May", "keep")] * 3, "a")
    vault.delete("decision", "1")
    with pytest.raises(VaultError, match="decision log are missing"):
        contents.decisions(vault)


def test_a_record_of_another_shape_is_refused_without_its_words(vault: Vault) -> None:
    vault.put("roster", "all", [{"name": "Anna", "type": "PERSON", "Anna": 1}])
    with pytest.raises(VaultError, match="cannot read") as error:
        contents.roster(vault)
    assert "Anna" not in str(error.value)
