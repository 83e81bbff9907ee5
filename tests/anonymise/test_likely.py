"""The index may never lose an entity that a name may mean."""

from hypothesis import given
from hypothesis import strategies as st

from csa_research.anonymise.naming.clusters import LEVELS, Cluster, fits
from csa_research.anonymise.naming.likely import NameIndex
from csa_research.anonymise.naming.names import name_words

WORDS = st.sampled_from(
    "kelly kelli keli threlford threlfrod threlfordd threlfall larkspur larkspurr lark spur st mary mary's academy school"
    " operation sandstone sandstome wolverley wolverly wolverhampton wolverhamton ann anne florin florian lakatosh lakatus phil"
    " fill o a".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TYPES = st.sampled_from(["PERSON", "ORG", "PLACE", "OPERATION"])


def cluster(kind, *names, **more):
    made = Cluster(kind, [], [], {"A"}, **more)
    for name in names:
        made.add(name)
    return made


@given(st.lists(st.tuples(TYPES, NAMES), max_size=12), TYPES, NAMES)
def test_whatever_fits_is_likely_in_the_order_of_adding(known, kind, said):
    clusters = [cluster(one, name, participant=number % 3 == 0) for number, (one, name) in enumerate(known)]
    index = NameIndex()
    for one in clusters:
        index.add(one)
    words = name_words(said)
    for level in LEVELS:
        likely = index.likely(words, level)
        fitting = [one for one in clusters if fits(one, words, kind, "A", level)]
        assert [one for one in likely if fits(one, words, kind, "A", level)] == fitting


@given(st.text("abcdefgh", min_size=6, max_size=24), st.integers(0, 23), st.sampled_from("xyz"), st.sampled_from([0, 1, 2]))
def test_every_slip_of_the_pen_is_likely(name, place, letter, kind_of_slip):
    at = 1 + place % (len(name) - 1)
    slip = (name[:at] + letter + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + name[at + 1 :])[kind_of_slip]
    known = cluster("PERSON", name)
    index = NameIndex()
    index.add(known)
    if fits(known, (slip,), "PERSON", "A", "near"):
        assert index.likely((slip,), "near") == [known]


def test_a_name_learned_later_is_found_once_the_entity_is_taken_in_again():
    index, known = NameIndex(), cluster("PERSON", "Kelly Threlford")
    index.add(known)
    assert index.likely(("kaz",), "exact") == []
    known.add("Kaz")
    index.add(known)
    assert index.likely(("kaz",), *LEVELS) == [known]


def test_most_names_are_not_likely():
    index = NameIndex()
    for first in "bcdfghjklm":
        for last in "nprstvwxyz":
            index.add(cluster("PERSON", f"{first}ona {last}urlington"))
    assert len(index.likely(("bona", "nurlington"), "exact")) < 25
    assert index.likely(("zebedee",), *LEVELS) == []


def test_no_words_mean_nobody():
    index = NameIndex()
    index.add(cluster("PERSON", "Kelly"))
    assert index.likely((), *LEVELS) == []
    assert [one.texts for one in index.having("kelly")] == [["Kelly"]]
