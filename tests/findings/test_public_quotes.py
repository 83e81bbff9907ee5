from __future__ import annotations

from dataclasses import fields

import pytest

from csa_research.errors import InputError
from csa_research.findings.public_quotes import PackRules, PublicQuote, public_quotes, without_numbers
from csa_research.findings.quotes import quote_bank
from csa_research.records import Quote

from .tiny import CODEBOOK, GROUPS, TURNS, coding


def bank(*codings: object) -> tuple[Quote, ...]:
    return quote_bank(codings, TURNS, GROUPS, CODEBOOK)  # type: ignore[arg-type]


def test_a_public_quote_has_no_place_and_no_speaker() -> None:
    assert {field.name for field in fields(PublicQuote)} == {"id", "text", "agency", "codes", "polarities"}
    (quote,) = public_quotes(bank(coding("G1", 1, "KN01")), "report", GROUPS).quotes
    assert "G1" not in repr(quote)
    assert "Participant" not in repr(quote)


def test_refusals_are_counted_by_reason() -> None:
    quotes = bank(
        coding("G1", 1, "EM09"), coding("G1", 2, "KN01", flags=("case_vignette",)), coding("G5", 1, "KN01"), coding("G3", 1, "KN01")
    )  # fmt: skip
    pack = public_quotes(quotes, "report", GROUPS)
    assert len(pack.quotes) == 1
    assert pack.refused == (
        ("locked", 1), ("needs a person's check: case_vignette", 1), ("too few groups in the agency", 1),
    )  # fmt: skip
    assert public_quotes(quotes, "report", GROUPS, checked=("G1.2.0-9",)).refused[0] == ("locked", 1)
    assert len(public_quotes(quotes, "report", GROUPS, checked=("G1.2.0-9",)).quotes) == 2


def test_only_groups_that_consented_to_the_use() -> None:
    pack = public_quotes(bank(coding("G1", 1, "KN01"), coding("G2", 1, "KN01")), "conference", GROUPS)
    assert [real for _, real in pack.key] == ["G2.1.0-9"]
    assert pack.refused == (("no consent for conference", 1),)


def test_limits_per_participant_and_group() -> None:
    quotes = bank(*(coding("G1", i, "KN01") for i in range(1, 8)))
    pack = public_quotes(quotes, "report", GROUPS, PackRules(per_participant=1, per_group=2))
    assert len(pack.quotes) == 2
    assert sum(n for _, n in pack.refused) == 5


def test_the_scarcer_code_and_the_strong_quote_go_first() -> None:
    quotes = bank(coding("G1", 1, "KN01"), coding("G1", 2, "KN01"), coding("G1", 3, "KN02"))
    pack = public_quotes(quotes, "report", GROUPS, PackRules(per_group=2))
    assert sorted(code for quote in pack.quotes for code in quote.codes) == ["KN01", "KN02"]
    strong = bank(coding("G1", 1, "KN01"), coding("G1", 2, "KN01", flags=("strong_quote",)))
    assert [real for _, real in public_quotes(strong, "report", GROUPS, PackRules(per_group=1)).key] == ["G1.2.0-9"]


def test_numbers_of_third_people_do_not_join_two_quotes() -> None:
    assert (
        without_numbers("[Child 3] of [School B] in [spring 2024], [primary-age]")
        == "[Child] of [School] in [spring], [primary-age]"
    )


def test_an_age_band_keeps_its_number_in_public() -> None:
    assert without_numbers("mine are [under 5], not [secondary-age]") == "mine are [under 5], not [secondary-age]"


def test_a_use_that_nobody_can_consent_to_is_refused() -> None:
    with pytest.raises(InputError, match="report, conference, web"):
        public_quotes((), "newspaper", GROUPS)
