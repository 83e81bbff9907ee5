"""A sitting at the review: kept at once, taken back, counted; and the release that waits for all of it."""

import pytest

from csa_research.anonymise.asking.session import Answer
from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.originals import looking, reviewing
from csa_research.pipeline.originals.releasing import sign_release
from csa_research.pipeline.originals.sitting import Sitting
from csa_research.pipeline.runner import run_up_to
from csa_research.records import ReviewDecision, StageRun
from csa_research.vault import contents

MASK = ReviewDecision("ED1", 1, 9, "Quornby", "mask", by="anna")


@pytest.fixture
def detected(imported: Context) -> Context:
    run_up_to(imported, "detect")
    return imported


def test_an_answer_is_in_the_vault_before_the_sitting_closes(detected: Context) -> None:
    sitting = Sitting(detected, by="anna")
    sitting.take(Answer((MASK,)))
    assert contents.decisions(detected.vault()) == (MASK,)
    assert sitting.left().names == 2
    assert reviewing.count_left(detected).names == 3
    sitting.close()
    assert reviewing.count_left(detected).names == 2


def test_a_killed_sitting_makes_the_review_count_as_changed(detected: Context) -> None:
    before = reviewing.recorded(detected, reviewing.REVIEW)
    Sitting(detected, by="anna").take(Answer((MASK,)))
    assert reviewing.recorded(detected, reviewing.REVIEW) != before


def test_marks_are_remembered_without_a_decision_and_taken_back(detected: Context) -> None:
    sitting = Sitting(detected, by="anna")
    sitting.take(Answer((MASK,)))
    sitting.take(Answer((), ("abc", "def")))
    assert looking.looked(detected.vault()) == {"abc", "def"}
    assert len(contents.decision_log(detected.vault())) == 1
    sitting.undo()
    assert looking.looked(detected.vault()) == frozenset()
    assert contents.decisions(detected.vault()) == (MASK,)
    sitting.undo()
    assert contents.decisions(detected.vault()) == ()
    sitting.undo()


def test_two_answers_of_the_same_second_are_taken_back_one_by_one(detected: Context) -> None:
    sitting = Sitting(detected, by="anna")
    sitting.take(Answer((MASK,)))
    sitting.take(Answer((ReviewDecision("CSC1", 4, 46, "07700 900123", "mask", by="anna"),)))
    sitting.undo()
    assert contents.decisions(detected.vault()) == (MASK,)


def test_a_reviewed_release_waits_until_the_net_is_empty_and_an_unreviewed_one_does_not(
    detected: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csa_research.anonymise.asking import net
    from csa_research.records import Identifier, Span

    word = net.Caught(Identifier("CSC1", 2, Span(0, 1), "I", "QUASI", ("net",), 0.0, why=net.UNKNOWN), "i", "mark of i")
    monkeypatch.setattr(net, "suspects", lambda transcripts: (word,))
    names = tuple(ReviewDecision("", None, None, said, "mask") for said in ("Tyler Zorbwick", "Quornby", "07700 900123"))
    reviewing.take(detected, names, by="anna")
    with pytest.raises(PersonNeeded, match="1 words"):
        sign_release(detected, by="A Lead", unreviewed=False)
    sitting = Sitting(detected, by="anna")
    sitting.take(Answer((), ("mark of i",)))
    sitting.close()
    assert "2 transcripts" in sign_release(detected, by="A Lead", unreviewed=False)
    sitting.undo()
    assert "UNREVIEWED" in sign_release(detected, by="A Lead", unreviewed=True)


def test_an_older_record_of_one_number_is_read_as_names(detected: Context) -> None:
    detected.store.put_stage_run(StageRun(reviewing.REVIEW, "k", "", 0.0, "12"))
    assert reviewing.count_left(detected).names == reviewing.count_open(detected) == 12
