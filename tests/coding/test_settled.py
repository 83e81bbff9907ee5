"""Which codings findings count once a meeting has decided on some turns."""

from csa_research.coding.disagreements import CONSENSUS, settled
from csa_research.records import Coding, Span


def coding(turn: int, code: str, coder: str) -> Coding:
    return Coding(f"{turn}{code}{coder}", "G1", turn, Span(0, 3), "abc", code, "barrier", coder)


def test_without_a_meeting_every_coder_counts() -> None:
    own = (coding(1, "KN01", "anna"), coding(1, "KN02", "ben"))
    assert settled(own) == own


def test_on_a_decided_turn_only_the_consensus_counts_and_elsewhere_everybody() -> None:
    kept = coding(1, "KN01", CONSENSUS)
    elsewhere = coding(2, "KN03", "ben")
    assert settled((coding(1, "KN01", "anna"), coding(1, "KN02", "ben"), kept, elsewhere)) == (kept, elsewhere)
