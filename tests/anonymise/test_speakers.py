import pytest
from made import made

from csa_research.anonymise.naming.speakers import label_name, release_labels
from csa_research.records import Group
from csa_research.settings import ReleaseRules

RULES = ReleaseRules()


def released(*labels, rules=RULES, seed=1, facilitator="", previous=None):
    transcript, _ = made("G", *(f"{label}: hello" for label in labels))
    groups = [Group("G", "health", facilitator=facilitator)]
    found = release_labels([transcript], groups, rules, seed=seed, previous=previous)
    return {label: participant.label for (_, label), participant in found.items()}


def test_numbers_are_kept_and_facilitators_are_told_apart():
    assert released("Facilitator", "P3", "Participant 1", "Facilitator 2") == {
        "Facilitator": "[Facilitator]", "P3": "[Participant 3]", "Participant 1": "[Participant 1]",
        "Facilitator 2": "[Facilitator 2]",
    }  # fmt: skip


def test_letters_become_numbers_and_variants_are_one_speaker():
    assert released("Participant B", "Participant A") == {"Participant B": "[Participant 2]", "Participant A": "[Participant 1]"}
    assert released("P 3", "p3", "Participant 3") == dict.fromkeys(("P 3", "p3", "Participant 3"), "[Participant 3]")


def test_no_name_survives_and_the_order_is_stable():
    first = released("Kay Round", "DC Marsh", "Dee P", "Abe")
    assert sorted(first.values()) == [f"[Participant {n}]" for n in (1, 2, 3, 4)]
    assert first == released("Kay Round", "DC Marsh", "Dee P", "Abe")
    assert len({tuple(released("Kay", "Dee", "Abe", seed=seed).items()) for seed in range(20)}) > 1


def test_numbers_say_nothing_of_the_names():
    assert list(released("Kay", "Dee", "Abe").values()) == list(released("Zoe", "Una", "Val").values())


def test_earlier_numbers_are_kept_for_ever():
    transcript, _ = made("G", "Kay: hello", "Dee: hello")
    before = release_labels([transcript], [], RULES, seed=1)
    after = released("Abe", "Kay", "Dee", previous=before)
    assert {label: after[label] for label in ("Kay", "Dee")} == {label: p.label for (_, label), p in before.items()}
    assert after["Abe"] == "[Participant 3]"


def test_job_titles_are_kept_only_where_the_rules_allow_it():
    assert released("CAMHS nurse")["CAMHS nurse"] == "[Participant 1]"
    kept = released("CAMHS nurse", "Nurse Kay", rules=ReleaseRules(keep_speaker_roles=True))
    assert kept == {"CAMHS nurse": "[CAMHS nurse]", "Nurse Kay": "[Participant 1]"}


def test_the_facilitator_of_the_table_is_found_by_name():
    assert released("Ruth", "Kay", facilitator="Ruth") == {"Ruth": "[Facilitator]", "Kay": "[Participant 1]"}
    assert released("Facilitator", "Kay", facilitator="Ruth")["Ruth"] == "[Facilitator]"


@pytest.mark.parametrize(
    ("label", "name"),
    [("P3", ""), ("[Speaker 2]", ""), ("Attendance officer", ""), ("DC Hope", "DC Hope"), ("Unknown", ""), ("Kay", "Kay")],
)
def test_names_in_labels(label, name):
    assert label_name(label) == name
