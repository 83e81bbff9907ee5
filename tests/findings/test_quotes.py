from __future__ import annotations

from csa_research.findings.quotes import quote_bank

from .tiny import CODEBOOK, GROUPS, TURNS, coding


def test_codings_of_one_span_make_one_quote_with_all_codes() -> None:
    (quote,) = quote_bank([coding("G1", 1, "KN02"), coding("G1", 1, "KN01", "enabler")], TURNS, GROUPS, CODEBOOK)
    assert (quote.id, quote.codes, quote.polarities) == ("G1.1.0-9", ("KN01", "KN02"), ("barrier", "enabler"))
    assert (quote.agency, quote.speaker, quote.scope) == ("social_care", "[Participant 2]", ("analysis", "report"))


def test_quotes_stand_in_the_order_of_the_talk() -> None:
    bank = quote_bank(
        [coding("G2", 1, "KN01"), coding("G1", 5, "KN01"), coding("G1", 1, "KN01", start=10, end=13), coding("G1", 1, "KN02")],
        TURNS, GROUPS, CODEBOOK,
    )  # fmt: skip
    assert [quote.id for quote in bank] == ["G1.1.0-9", "G1.1.10-13", "G1.5.0-9", "G2.1.0-9"]


def test_a_locked_code_or_flag_locks_the_quote_and_says_why() -> None:
    bank = quote_bank(
        [coding("G1", 1, "EM09"), coding("G1", 2, "KN01", flags=("personal_disclosure",)),
         coding("G1", 3, "KN01", flags=("possible_current_risk",)), coding("G1", 4, "KN01")],
        TURNS, GROUPS, CODEBOOK,
    )  # fmt: skip
    assert [quote.locked for quote in bank] == [
        "EM09 Own history is locked",
        "flagged as a personal disclosure",
        "flagged as a possible current risk",
        "",
    ]


def test_a_quote_that_shares_words_with_a_locked_one_is_locked() -> None:
    bank = quote_bank(
        [coding("G1", 1, "EM09"), coding("G1", 1, "KN01", start=2, end=13), coding("G1", 1, "KN01", start=14, end=17)],
        TURNS, GROUPS, CODEBOOK,
    )  # fmt: skip
    assert [bool(quote.locked) for quote in bank] == [True, True, False]
