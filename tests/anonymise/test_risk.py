import pytest
from made import made

from csa_research.anonymise.measuring.risk import recall_by_type, small_cells, upper_bound
from csa_research.records import Group, Identifier, Participant, Span


@pytest.mark.parametrize(
    ("leaked", "entities", "bound"),
    [(0, 300, 0.0099361), (0, 59, 0.0495076), (1, 20, 0.2161069), (5, 5, 1.0)],
)
def test_the_upper_bound_is_clopper_and_pearsons(leaked, entities, bound):
    assert upper_bound(leaked, entities) == pytest.approx(bound, abs=1e-6)


def test_the_bound_refuses_what_is_no_share():
    for leaked, entities in ((1, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="not a share"):
            upper_bound(leaked, entities)


def test_an_entity_is_protected_only_when_every_mention_is_covered_type_blind():
    _, final = made("G", "P1: {PERSON:Kelly} and {PERSON:Kelly}", "P1: {ORG:Oak Bank} in {PLACE:Oxley}'s {AGE:ten}")
    seen = [
        Identifier("G", 0, Span(0, 5), "Kelly", "ORG", (), 0.9), Identifier("G", 1, Span(0, 3), "Oak", "PERSON", (), 0.9),
        Identifier("G", 1, Span(4, 8), "Bank", "PERSON", (), 0.9), Identifier("G", 1, Span(12, 19), "Oxley's", "ORG", (), 0.9),
        Identifier("G", 1, Span(20, 23), "ten", "AGE", (), 0.9, "keep"),
    ]  # fmt: skip
    rows = {row.type: (row.entities, row.leaked, row.recall) for row in recall_by_type(seen, final)}
    assert rows == {
        "AGE": (1, 1, 0.0), "ORG": (1, 0, 1.0), "PERSON": (1, 1, 0.0), "PLACE": (1, 0, 1.0), "direct": (2, 1, 0.5),
        "quasi": (2, 1, 0.5),
    }  # fmt: skip
    assert [row.type for row in recall_by_type(seen, final)][-2:] == ["direct", "quasi"]
    assert recall_by_type([], []) == ()


def test_participants_who_stand_out_are_listed():
    people = [Participant("A", f"[Participant {n}]") for n in range(1, 7)]
    people += [Participant("B", "[CAMHS nurse]"), Participant("B", "[Facilitator]", "facilitator")]
    (row,) = small_cells(people, [Group("A", "police"), Group("B", "health")])
    assert (dict(row.attributes), row.people) == ({"agency": "health", "role": "CAMHS nurse", "group size": "1"}, 1)
