import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.anonymise.naming import names


def test_titles_possessives_accents_and_initials_are_left_out():
    assert names.name_words("DS O’Dwyer's") == ("odwyer",)
    assert names.name_words("Bernie K.") == ("bernie",)
    assert names.name_words("Siân Pritchett") == ("sian", "pritchett")
    assert names.name_words("Nan") == ("nan",)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Florin Lăcătuș", "florian lakatosh"), ("Whitehouse", "white house"), ("Catherine", "Katherine")],
)
def test_spellings_of_one_sound_are_alike(a, b):
    assert names.sounds_like(names.name_words(a), names.name_words(b))


def test_siblings_with_like_names_are_not_alike():
    jayden, hayden = ("jayden", "marsh"), ("hayden", "marsh")
    assert not names.sounds_like(jayden, hayden)
    assert not names.is_near(jayden, hayden)


def test_a_slip_of_the_pen_is_near():
    assert names.is_near(("oduya",), ("oduya",)) is False  # five letters are too few to guess
    assert names.is_near(("pauline", "oduya"), ("pauline", "oduja"))


def test_kinds_and_cores_of_organisations():
    assert names.kind(("holly", "bank", "academy")) == "School"
    assert names.core(("holly", "bank", "academy")) == ("holly", "bank")
    assert names.core(("academy",)) == ("academy",)


def test_parts_of_names():
    assert names.is_part(("kay",), ("kay", "round"))
    assert not names.is_part(("st",), ("yvonne", "st", "clair"))
    assert names.is_shortened(("hodan", "jama"), ("hodan", "warsame", "jama"))
    assert not names.is_shortened(("warsame", "jama"), ("hodan", "warsame", "jama"))
    assert names.is_within(("leofric",), ("earl", "leofric"))


@pytest.mark.parametrize(("text", "bare"), [("DC Kay", True), ("Kay-Leigh", True), ("Kay P", True), ("Kay Round", False)])
def test_bare_names(text, bare):
    assert names.is_bare(text) is bare


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_a_distance(a, b):
    assert names.distance(a, b) == names.distance(b, a)
    assert (names.distance(a, b) == 0) == (a == b)
    assert abs(len(a) - len(b)) <= names.distance(a, b) <= max(len(a), len(b))
