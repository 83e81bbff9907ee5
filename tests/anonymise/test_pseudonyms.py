import pytest
from made import made

from csa_research.anonymise.asking.session import answer
from csa_research.anonymise.naming.pseudonyms import assign, letters
from csa_research.anonymise.naming.speakers import release_labels
from csa_research.records import ReviewDecision, RosterEntry
from csa_research.settings import ReleaseRules


def assigned(*groups, rules=None, seed=1, **options):
    rules = rules or ReleaseRules()
    transcripts = [transcript for transcript, _ in groups]
    found = [identifier for _, identifiers in groups for identifier in identifiers]
    labels = release_labels(transcripts, [], rules, seed=seed)
    return assign(found, transcripts, speakers=labels, rules=rules, seed=seed, **options)


def said(assignment):
    """(group, words) -> pseudonym, in order of mention."""
    by_id = {entity.id: entity.pseudonym for entity in assignment.entities}
    return [(i.group, i.text, by_id[i.entity]) for i in assignment.identifiers if i.entity]


def tags(assignment):
    return [tag for _, _, tag in said(assignment)]


def test_one_person_has_one_tag_in_every_group_and_form():
    one = made("A", "P1: the lad, {PERSON:Jayden Marsh}, came", "P1: {PERSON:Jayden}'s bag")
    two = made("B", "P1: and {PERSON:marsh} again", "P1: {PERSON:jayden marsh} who", "P1: {PERSON:Jaiden Marsh} it was")
    assert tags(assigned(one, two)) == ["[Child 1]"] * 5


def test_namesakes_with_surnames_are_two_people_and_the_bare_name_is_asked_about():
    group = made("A", "P1: {PERSON:Kelly Marsh} I meant", "P1: no {PERSON:Kelly Malik}", "P1: which {PERSON:Kelly}")
    found = assigned(group)
    assert len(set(tags(found))) == 3
    assert [(q.kind, q.text, sorted(q.choices)) for q in found.questions] == [("which", "Kelly", ["Kelly Malik", "Kelly Marsh"])]


def test_a_bare_name_goes_to_the_namesake_of_its_own_group():
    one = made("A", "P1: {PERSON:Kelly Marsh} I meant", "P1: which {PERSON:Kelly}")
    two = made("B", "P1: no {PERSON:Kelly Malik}", "P1: which {PERSON:Kelly}")
    found = assigned(one, two)
    assert tags(found)[0] == tags(found)[1] != tags(found)[2] == tags(found)[3]
    assert not found.questions


def test_one_first_name_in_two_groups_is_two_people_until_a_person_says_otherwise():
    groups = made("A", "P1: saw {PERSON:Sarah} there"), made("B", "P1: saw {PERSON:Sarah} here")
    found = assigned(*groups)
    assert len(set(tags(found))) == 2
    assert [question.kind for question in found.questions] == ["namesake"]
    same = assigned(*groups, decisions=[ReviewDecision("", None, None, "Sarah", "mask", entity="Sarah", by="K")])
    assert len(set(tags(same))) == 1
    assert not same.questions
    apart = [ReviewDecision(g, 0, 4, "Sarah", "mask", entity=f"Sarah ({g})", by="K") for g in "AB"]
    told = assigned(*groups, decisions=apart)
    assert len(set(tags(told))) == 2
    assert not told.questions


def test_a_slip_of_the_pen_is_asked_about_until_a_person_says_whose_name_it_is():
    group = made("A", "P1: {PERSON:Pauline Oduya} came", "P1: {PERSON:Pauline Oduja} rang")
    before = assigned(group)
    assert [(q.kind, q.choices) for q in before.questions] == [("spelling", ("Pauline Oduya", "Pauline Oduja"))]
    assert tags(before)[0] == tags(before)[1]
    again = assigned(group, previous=before.entities)
    assert [q.kind for q in again.questions] == ["spelling"]
    for choice, people in zip(before.questions[0].choices, (1, 2), strict=True):
        told = answer(before.questions[0], "mask", "K", entity=choice)
        after = assigned(group, previous=before.entities, decisions=told)
        assert (len(set(tags(after))), after.questions) == (people, ())


def test_speakers_are_called_in_talk_what_their_turns_are_called_but_only_in_their_group():
    one = made("A", "Facilitator: hello", "Kay P: yes", "Dee: {PERSON:Kay} said", "Kay P: {PERSON:Kay Porter}, I am")
    two = made("B", "P1: is it {PERSON:Kay} from there")
    found = said(assigned(one, two))
    assert found[0][2] == found[1][2] in ("[Participant 1]", "[Participant 2]")
    assert found[2][2] == "[Person 1]"


def test_a_surname_label_is_completed_by_its_surname_only():
    group = made("A", "DC Hope: yes", "P9: {PERSON:Adrian Hope}, that's him", "P9: the girl, {PERSON:Hope Marsh}, came")
    assert tags(assigned(group)) == ["[Participant 1]", "[Child 1]"]


def test_numbered_speakers_are_known_by_their_own_introduction():
    group = made("A", "Facilitator: names please", "P2: I'm {PERSON:Kay}, response", "P1: ask {PERSON:Kay}")
    assert tags(assigned(group)) == ["[Participant 2]", "[Participant 2]"]


def test_families_schools_and_operations():
    group = made(
        "A", "P1: {PERSON:Ayaan Begum} first", "P1: the {PERSON:Begums} moved", "P1: at {ORG:Holly Bank Academy}",
        "P1: all of {ORG:Holly Bank} knew", "P1: {OPERATION:Operation Sandpiper} and then {PERSON:Sandpiper}",
"P1: down {PLACE:Harrow Lane} in {PLACE:Oxley}",
    )  # fmt: skip
    assert tags(assigned(group)) == [
        "[Person 1]", "[Family 1]", "[School A]", "[School A]", "[Operation 1]", "[Operation 1]", "[Street 1]",
        "[Town 1]",
    ]  # fmt: skip


def test_a_school_and_a_hospital_of_one_name_are_two_and_the_short_form_is_asked_about():
    group = made("A", "P1: {ORG:Holly Bank Academy}", "P1: {ORG:Holly Bank Hospital}", "P1: {ORG:Holly Bank}")
    found = assigned(group)
    assert tags(found)[:2] == ["[School A]", "[Hospital A]"]
    assert tags(found)[2] not in tags(found)[:2]
    assert [question.kind for question in found.questions] == ["which"]


def test_first_names_with_hyphens_do_not_swallow_their_halves_elsewhere():
    one = made("A", "P1: {PERSON:Mei-Lin} came", "P1: and {PERSON:Mei} went")
    two = made("B", "P1: {PERSON:Mei} too")
    found = tags(assigned(one, two))
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize(
    ("line", "tag"),
    [
        ("this lad called {PERSON:Ash} came", "[Child 1]"), ("his nan, {PERSON:Ash}, said", "[Relative 1]"),
        ("we rang DS {PERSON:Ash} twice", "[Colleague 1]"), ("her mum {PERSON:Ash} rang", "[Parent 1]"),
        ("{PERSON:Ash}'s mum rang", "[Person 1]"), ("{PERSON:Ash} rang", "[Person 1]"),
    ],
)  # fmt: skip
def test_nouns_come_from_the_words_beside_the_name(line, tag):
    assert tags(assigned(made("A", f"P1: {line}"))) == [tag]


def test_the_roster_links_aliases_and_gives_the_noun():
    roster = [RosterEntry("Kerry Round", "PERSON", ("Kez", "Roundy"), "Child")]
    one, two = made("A", "P1: {PERSON:Kez} and {PERSON:Kerry}"), made("B", "P1: {PERSON:Roundy} it was")
    assert tags(assigned(one, two, roster=roster)) == ["[Child 1]"] * 3


def test_a_person_can_say_who_is_meant_and_what_to_write():
    group = made("A", "P1: {PERSON:Kerry Round} and {PERSON:Roundy}", "P1: she was {AGE:ten}")
    decisions = [
        ReviewDecision("A", 0, 16, "Roundy", "mask", entity="Kerry Round", label="Child", by="K"),
        ReviewDecision("A", 1, 8, "ten", "mask", label="[about ten]", by="K"),
    ]
    assert tags(assigned(group, decisions=decisions)) == ["[Child 1]", "[Child 1]", "[about ten]"]


def test_pseudonyms_stay_for_ever_and_new_ones_go_on_counting():
    one = made("A", "P1: {PERSON:Kerry Round} and {PERSON:Sarah}", "P1: the {PERSON:Begums} in {ORG:Oak School}, {AGE:ten}")
    before = assigned(one, seed=1)
    two = made("B", "P1: {PERSON:Bea Small} met {PERSON:Kerry}")
    after = assigned(one, two, seed=77, previous=before.entities)
    assert said(after)[:5] == said(before)
    assert said(after)[6][2] == said(before)[0][2]
    assert said(after)[5][2] == "[Person 3]"
    assert after.entities[: len(before.entities)] != ()


def test_order_of_reading_does_not_show_in_numbers():
    lines = [f"P1: {{PERSON:{name}}} came" for name in ("Abel", "Bess", "Cora", "Dora", "Edna", "Fred")]
    orders = {tuple(tags(assigned(made("A", *lines), seed=seed))) for seed in range(8)}
    assert len(orders) > 4
    assert all(sorted(order) == [f"[Person {n}]" for n in range(1, 7)] for order in orders)


def test_ages_and_dates_are_numbered_where_the_rules_say_so():
    group = made("A", "P1: {AGE:ten} on {DATE:the third of June}", "P1: {AGE:ten} and {AGE:six}")
    rules = ReleaseRules(generalise_ages=False, generalise_dates=False)
    found = assigned(group, rules=rules)
    assert tags(found)[0] == tags(found)[2] != tags(found)[3]
    assert {*tags(found)} == {"[Age 1]", "[Age 2]", "[Date 1]"}
    assert tags(assigned(group)) == ["[primary-age]", "[summer]", "[primary-age]", "[primary-age]"]
    assert said(assigned(group, rules=rules, seed=9, previous=found.entities)) == said(found)


def test_kept_identifiers_are_not_linked():
    group = made("A", "P1: {PERSON:Ash} tree", status="keep")
    assert assigned(group).entities == ()


def test_letters_count_on_after_z():
    assert [letters(n) for n in (1, 26, 27, 53)] == ["A", "Z", "AA", "BA"]
