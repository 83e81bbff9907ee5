import pytest

from csa_research.anonymise.naming.forms import forms_of, lookalikes, mentions, outside, replacing
from csa_research.errors import InputError
from csa_research.records import Span


def said(name, text, **options):
    return [text[span.start : span.end] for span in mentions(text, forms_of(name, **options))]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Zarnika Threlfall", "zarnika threlfall's ZARNIKA-THRELFALL", ["zarnika threlfall", "ZARNIKA-THRELFALL"]),
        ("Zarnika Threlfall", "ZarnikaThrelfall", ["ZarnikaThrelfall"]),
        ("Zarnika Threlfall", "the Threlfalls; zarnika. Threlfall2 x_threlfall", "Threlfalls zarnika Threlfall threlfall".split()),
        ("Zarnika", "Z-A-R-N-I-K-A, z a r n i k a", ["Z-A-R-N-I-K-A", "z a r n i k a"]),
        ("Larkspur", "lark spur, Lark-Spur's, a lark; spur", ["lark spur", "Lark-Spur"]),
        ("O'Keefe", "the O’Keefes and OKEEFE'S o'keefe", ["O’Keefes", "OKEEFE", "o'keefe"]),
        ("José", "jose José's JOSÉ", ["jose", "José", "JOSÉ"]),
        ("Jess Xiberras", "the Xiberrass, the Xiberrases, Xiberras'", ["Xiberrass", "Xiberrases", "Xiberras"]),
        ("Bytheway", "by the way, Bytheway", ["Bytheway"]),
        ("Al Bashir", "Al. Bashir al bashir", ["Bashir", "al bashir"]),
        ("Mark Hill", "I saw Mark. Hill was there, Mark Hill too", ["Mark Hill"]),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_form_and_nothing_else_is(name, text, found):
    assert said(name, text) == found


def test_an_ordinary_word_needs_its_capital_unless_any_case_is_asked():
    assert said("Hope", "I hope Hope has HOPE's hope") == ["Hope", "HOPE"]
    assert said("Hope", "I hope so, Hope", any_case=True) == ["hope", "Hope"]


def test_a_number_or_address_is_found_with_any_gaps():
    assert said("07700 900146", "07700900146 or 07700-900-146.", type_="CONTACT") == ["07700900146", "07700-900-146"]
    assert said("kay.t@example.org", "Kay.T@example.org!", type_="CONTACT") == ["Kay.T@example.org"]


@pytest.mark.parametrize("name", ["", " ", "x", "?!", "-"])
def test_less_than_two_letters_is_no_name(name):
    with pytest.raises(InputError, match="at least two letters"):
        forms_of(name)


def test_lookalikes_are_other_words_that_sound_like_it():
    forms = forms_of("Zarnika Threlfall")
    text = "Zarnikka and Threlfal met Zarnika and a thriller"
    assert [text[s.start : s.end] for s in lookalikes(text, forms)] == ["Zarnikka", "Threlfal"]


def test_spans_are_kept_apart_and_replaced():
    assert outside([Span(0, 2), Span(3, 5)], [Span(1, 3)]) == (Span(3, 5),)
    assert (
        replacing(lambda text: mentions(text, forms_of("Zarnika")), "[Child 1]")("zarnika's and Zarnika")
        == "[Child 1]'s and [Child 1]"
    )


def test_a_long_text_takes_time_in_proportion():
    assert mentions("z a r n i k " * 20_000, forms_of("Zarnika")) == ()
