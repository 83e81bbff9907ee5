"""Which codings findings count once a meeting has decided on some turns."""

from csa_research.coding.reliability.disagreements import CONSENSUS, Decision, Disagreement, closed_turns, settled
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


def test_a_turn_on_which_the_meeting_found_nothing_counts_nothing() -> None:
    elsewhere = coding(2, "KN03", "ben")
    assert settled((coding(1, "KN01", "anna"), elsewhere), {("G1", 1)}) == (elsewhere,)


def test_a_turn_is_closed_once_every_disagreement_on_it_is_decided() -> None:
    found = [
        Disagreement(f"G1:{turn}:{code}:", "G1", turn, (coding(turn, code, "anna"),), (), None)
        for turn, code in ((1, "KN01"), (1, "KN02"), (2, "KN01"), (3, "KN01"))
    ]
    made = [Decision(2, "G1:1:KN01:", "neither"), Decision(4, "G1:2:KN01:", "A"), Decision(5, "G1:3:KN01:", " ")]
    assert closed_turns(found, made) == (("G1", 2),)
    assert closed_turns(found, [*made, Decision(3, "G1:1:KN02:", "-")]) == (("G1", 1), ("G1", 2))
