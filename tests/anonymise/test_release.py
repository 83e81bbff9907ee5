import pytest
from made import made

from csa_research.anonymise.naming.pseudonyms import assign
from csa_research.anonymise.naming.speakers import release_labels
from csa_research.anonymise.release import MASK_FROM, make_release, open_questions, to_mask, to_mask_unattended
from csa_research.errors import PersonNeeded
from csa_research.records import Participant
from csa_research.settings import ReleaseRules


def released(status, *, reviewed, by="K", questions=True, lines=("Fac: so, {PERSON:Bea}?", "P1: our {PERSON:Kelly} was")):
    transcript, found = made("G", *lines, status=status)
    labels = release_labels([transcript], [], ReleaseRules())
    done = assign(found, [transcript], speakers=labels, rules=ReleaseRules(), seed=1)
    asked = done.questions if questions else ()
    return make_release(
        transcript, done.identifiers, done.entities, labels, asked, signed_by=by, reviewed=reviewed, at="now", version=2
    )  # fmt: skip


def test_a_reviewed_release_is_signed_and_holds_no_original():
    release = released("mask", reviewed=True, by=" K. Reader ")
    assert [turn.text for turn in release.turns] in (
        ["so, [Person 1]?", "our [Person 2] was"], ["so, [Person 2]?", "our [Person 1] was"],
    )  # fmt: skip
    assert (release.signed_by, release.signed_at, release.version, release.reviewed) == ("K. Reader", "now", 2, True)
    assert release.participants == (Participant("G", "[Facilitator]", "facilitator"), Participant("G", "[Participant 1]"))


def test_a_reviewed_release_waits_for_every_decision_and_says_so_without_words():
    with pytest.raises(PersonNeeded, match="G: 2 decisions are open, the first: G turn 0: PERSON not yet decided") as waiting:
        released("suggested", reviewed=True)
    assert "Kelly" not in str(waiting.value)
    namesakes = ("P1: {PERSON:Kelly Marsh} and {PERSON:Kelly Malik}", "P1: which {PERSON:Kelly}")
    with pytest.raises(PersonNeeded, match="which of several people"):
        released("mask", reviewed=True, lines=namesakes)


def test_without_a_person_suggestions_are_masked_from_the_threshold_on():
    assert "Kelly" not in released("suggested", reviewed=False).turns[1].text
    _, found = made("G", "P1: {PERSON:Kelly}", status="suggested")
    weak = [type(i)(i.group, i.turn, i.span, i.text, i.type, (), MASK_FROM - 0.01) for i in found]
    assert to_mask_unattended(weak) == ()
    assert to_mask_unattended(found) == tuple(found)
    assert to_mask(found) == ()


def test_nobody_signs_for_nobody():
    with pytest.raises(PersonNeeded, match="signed with a name"):
        released("mask", reviewed=True, by=" ")


def test_nothing_is_open_when_all_is_decided():
    _, found = made("G", "P1: {PERSON:Kelly}")
    assert open_questions(found) == ()
