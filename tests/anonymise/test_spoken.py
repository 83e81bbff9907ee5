import pytest

from csa_research.anonymise.naming import spoken


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("twenty second of the fourth", (22, 4)),
        ("nineteen months", (19,)),
        ("sixty-two", (62,)),
        ("two thousand and nine", (2009,)),
        ("number one hundred and four", (104,)),
        ("the 3rd", (3,)),
        ("nothing here", ()),
    ],
)
def test_numbers_as_said(said, numbers):
    assert spoken.numbers(said) == numbers


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("twenty twenty-one", 2021), ("the fourth of the second twenty seventeen", 2017), ("31/03/98", 1998), ("May 2024", 2024),
        ("two thousand and nine", 2009), ("the third of June", None), ("nineteen eighty five", 1985),
    ],
)  # fmt: skip
def test_years_as_said(said, year):
    assert spoken.year(said) == year


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("oh seven seven double oh, nine hundred, one two three", "07700900123"),
        ("nine nine nine, double oh three, six one four eight", "9990036148"),
        ("0121 496 0857", "01214960857"),
        ("hello", ""),
    ],
)
def test_digits_spelt_out(said, digits):
    assert spoken.digits(said) == digits


def test_number_words():
    assert all(map(spoken.is_number_word, ["six", "Twelfth", "40", "hundred", "31st"]))
    assert not any(map(spoken.is_number_word, ["o", "sixer", "talk"]))
