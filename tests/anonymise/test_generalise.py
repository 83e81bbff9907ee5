import pytest

from csa_research.anonymise import generalise
from csa_research.records import Identifier, Span


@pytest.mark.parametrize(
    ("said", "band"),
    [
        ("four", "under 5"), ("five", "primary-age"), ("ten", "primary-age"), ("Eleven", "secondary-age"),
        ("seventeen", "secondary-age"), ("twenty-one", "young adult"), ("fifty-eight", "fifties"), ("nineteen months", "under 5"),
        ("eight weeks old", "under 5"), ("fourteen-year-old", "secondary-age"), ("early thirties", "thirties"), ("91", "over 90"),
        ("old enough", "age"), ("25", "twenties"),
    ],
)  # fmt: skip
def test_ages_become_bands(said, band):
    assert generalise.age_band(said) == band


@pytest.mark.parametrize(
    ("said", "season"),
    [
        ("the third of June", "summer"), ("31st March", "spring"), ("the second of May, twenty twenty-one", "spring 2021"),
        ("Boxing Day", "winter"), ("Shrove Tuesday", "spring"), ("12/11/2023", "autumn 2023"), ("2024-01-09", "winter 2024"),
        ("fourth of the second twenty seventeen", "winter 2017"), ("last Tuesday", "date"), ("2019", "2019"), ("7 Sept", "autumn"),
    ],
)  # fmt: skip
def test_dates_become_seasons(said, season):
    assert generalise.season(said) == season


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("kay@example.org", "email"), ("r dot marsh at oakbank dot example", "email"), ("07700 900 388", "phone number"),
        ("oh seven seven double oh, nine hundred, one two three", "phone number"), ("xX_kay_06_Xx", "username"),
        ("oakbank.example.org", "web address"), ("ZZ3 2LL", "postcode"),
    ],
)  # fmt: skip
def test_contacts_are_named_by_kind(said, kind):
    assert generalise.contact_kind(said) == kind


@pytest.mark.parametrize(
    ("said", "context", "kind"),
    [
        ("BX68 QIQ", "", "vehicle registration"), ("999 471 2063", "", "NHS number"), ("20CA/11874/22", "", "case number"),
        ("99417", "her collar number is ", "collar number"), ("40917", "", "reference"), ("40917", "crime number ", "case number"),
        ("bravo x-ray one four, kilo papa victor", "wrote the reg down, ", "vehicle registration"), ("ZZ27 3LB", "", "postcode"),
    ],
)  # fmt: skip
def test_numbers_are_named_by_kind(said, context, kind):
    assert generalise.number_kind(said, context) == kind


def test_birthdays_are_known_by_the_talk_before_them():
    date = Identifier("G", 0, Span(8, 25), "the third of June", "DATE", (), 1.0)
    assert generalise.replacement(date, "she was born on ") == "[date of birth]"
    assert generalise.replacement(date, "we met on ") == "[summer]"
    quasi = Identifier("G", 0, Span(0, 3), "the", "QUASI", (), 1.0)
    assert generalise.replacement(quasi, "") == "[identifying detail]"
