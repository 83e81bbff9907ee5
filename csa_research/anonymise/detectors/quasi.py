"""Turns of phrase that single somebody out without a name: the only one, the one who, a relative of a man of note."""

from __future__ import annotations

from functools import cache

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.patterns.numbers import BELOW_HUNDRED, ORDINAL
from csa_research.anonymise.detectors.patterns.rules import Rule, compiled, run
from csa_research.anonymise.detectors.talk import Talk

NAME = "quasi"
ROLE = (
    r"(?:vicar|priest|imam|pastor|rabbi|curate|deacon|councillor|mayor|mp|headteacher|head teacher|head|deputy head|deputy"
    r"|caretaker|inspector"
    r"|police inspector|superintendent|sergeant|judge|magistrate|consultant|professor|footballer|professional footballer"
    r"|boxer|singer|dj"
    r"|presenter|newsreader|lollipop (?:man|lady|woman)|dinner lady|crossing patrol|school nurse|postman|milkman|bus driver"
    r"|undertaker"
    r"|butcher|baker|farmer|landlord|landlady|publican|shopkeeper|gp|dentist|piano (?:tuner|teacher)|scout leader|coach"
    r"|chairman|captain"
    r"|coxswain|harbour ?master|lifeboatman|lighthouse keeper|gamekeeper|ghillie|station ?master|town crier|(?:sub-?)?postmaster"
    r"|(?:sub-?)?postmistress|fishmonger|coroner|bishop|archdeacon|minister|rector|provost|bailiff|wrestler|panto dame|ferryman"
    r"|signalman"
    r"|choirmaster|organist|bell ?ringer|verger|sexton|interpreter|actor|actress|author|poet|magician|clown|referee|jockey|boxer)"
)
KIN = (
    r"(?:(?:foster|step|god|grand|half|adopted|twin|older|younger|eldest|youngest)[ -]?)?(?:son|daughter|brother|sister"
    r"|mother|father|mum|mom|dad"
    r"|nan|gran|grandson|granddaughter|nephew|niece|cousin|wife|husband|uncle|auntie|aunt|partner|child|children|kids|lad"
    r"|girl|stepson"
    r"|stepdaughter|stepdad|godson|goddaughter|twins|grandmother|grandfather|neighbour)(?:[ -]in[ -]law)?"
)
RELATIVE = (
    r"(?:dad|mum|mom|nan|gran|grandad|grandfather|grandmother|uncle|auntie|aunt|brother|sister|cousin|stepdad|father"
    r"|mother|wife|husband|in-law)"
)
_OWN = r"(?:his|her|their|my|the|whose)(?: \w+)?"
_CLAUSE = r"(?: (?!so\b|because\b|but\b|cos\b|which\b|and (?:i|she|he|they|we|that|it|everybody|you)\b)[\w'’-]+){1,10}"
_BUSINESS = (
    r"(?:shop|café|cafe|chippy|chip shop|stall|car wash|takeaway|pub|bakery|butcher's|salon|barber'?s?|restaurant|garage"
    r"|kebab shop|taxi firm"
    r"|off licence|newsagent'?s?|market|corner shop|post office|farm|ice cream van|carpet vans?|club|temple|mosque|chapel|church)"
)
_NOT_ONLY = (
    r"(?!thing|way|time|reason|problem|one\b|ones\b|other|difference|question|option|bit|place|person|people|issue"
    r"|good|bad|concern|evidence|worry|part|trouble|answer|choice|word|job|training|day|box|service|agency|route|point"
    r"|example|exception|difficulty)"
)


@cache
def _rules() -> tuple[Rule, ...]:
    return compiled(
        (
            (rf"\b(the only {_NOT_ONLY}[\w'’-]+{_CLAUSE})", "QUASI", 0.7, "the only one of a kind"),
            (rf"\b(the only {_NOT_ONLY}(?:girl|boy|lad|woman|man|male|female|child|[\w-]+ish|[\w-]+ese|[\w-]+ian|[\w-]+an))\b",
            "QUASI", 0.7,
             "the only one of a kind"),
            (rf"\b((?:there(?:'s|’s| is|s)|theres) (?:only me|only one|one)(?: [\w'’-]+){{0,8}}? (?:borough|country|council"
             rf"|county|school|region|city"
             rf"|area|team|office|directorate|disabilities|town|trust)\b(?: and (?:it's|it’s|its) me| who{_CLAUSE}|"
             rf" that{_CLAUSE})?)", "QUASI", 0.5,
             "one of very few"),
            (rf"\b((?:there(?:'s|’s| is|s)|theres) (?:only |about |only about )+(?:{BELOW_HUNDRED}|\d+) (?:of them )?in the"
             rf" (?:country|world|county|region)"
             rf"(?:{_CLAUSE})?)", "QUASI", 0.6, "one of very few"),
            (r"\b(only the one [\w'’-]+(?: [\w'’-]+){0,4}? (?:in|on|at|for|round) [\w'’-]+(?: (?:whole|of|the|town|area|country"
             r"|county|city|school|village|borough|north|south|east|west)\b)*)", "QUASI", 0.6, "the only one of a kind"),
            (r"\b(the first (?!thing\b|time\b|one\b|person\b|day\b)[\w'’-]+(?: [\w'’-]+){0,3} (?:they|we|the \w+|i)(?:['’]d| had"
             r"|['’]ve| have)? ever (?:had|got|took on|appointed|employed|saw|seen))\b", "QUASI", 0.6, "the first of a kind"),
            (r"\b(the (?:lass|lassie|lad|girl|boy|man|woman|bloke|fella|kid|family|teacher) (?:that|who|as) (?:won|captained"
             r"|came second in|swam|rowed|sailed|ran for|played for|sang (?:on|at|for)|got the (?:obe|mbe|medal))"
             rf"{_CLAUSE})", "QUASI", 0.6, "somebody known for a feat"),
            (r"\b((?:his|her|their) (?:sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twent\w+|thirt\w+)"
             r" (?:placement|foster \w+|school|move))\b", "QUASI", 0.45, "a count that few children have"),
            (rf"\b(the one (?:who|with|that|as)(?! (?:i|you|we|they|it|matters?)\b){_CLAUSE})", "QUASI", 0.5, "the one who"),
            (rf"\b((?:the|a|an|that) (?:\w+ )?{ROLE}(?:'s|’s|s) {KIN})\b", "QUASI", 0.8, "a relative of somebody of note"),
            (rf"\b((?:the|a|an|that|our) (?:old |local |former )?(?:{ROLE}|caretaker) (?:who|that|as|outside|on|up|down"
             rf"|over) (?!was\b|is\b"
             rf"|said\b|told\b|i\b|we\b)"
             rf"[\w'’-]+{_CLAUSE})", "QUASI", 0.7, "somebody of note, described"),
            (r"\b((?:the |a )?(?:lollipop|crossing) (?:man|lady|woman)(?: (?:outside|at|by) (?:the |a |our )\w+(?:"
             r" school)?)?)", "QUASI", 0.8,
             "a role that one person has"),
            (r"\b(one of the (?:twins|triplets|quads)(?: (?:who|off|with|from)(?: [\w'’-]+){1,6})?|triplets|quads|quadruplets"
             r"|(?:identical )?twins,? (?:both|one) \w+|the twins (?:who|off|with|from)(?:"
             r" [\w'’-]+){1,6})", "QUASI", 0.7,
             "twins or triplets"),
            (rf"\b((?:the )?(?:eldest|oldest|youngest|middle|{ORDINAL}) (?:child |one )?(?:of|out of)"
             rf" (?:the |their |her |his )?(?:{BELOW_HUNDRED})\b(?! (?:may|june|july|the))"
             r"(?: and the only \w+)?)", "QUASI", 0.7, "the place among brothers and sisters"),
            (r"\b(the (?:bloke|man|woman|lady|fella|feller|guy|chap|lad|lass|lassie) (?:with the|off the|who (?:runs|ran|does"
             r"|did|has|had) the"
             r"|that (?:runs|ran|does|did|has|had) the) (?!(?:problem|issue|idea|case|baby|child|kids|most|same|right"
             r"|least)\b)[\w'’-]+"
             r"(?: (?:van|shop|stall|ground|club|boat|farm|dog|dogs|tattoos?|lorry|bike|band|choir|at|in|on|by|from|of|the|up"
             r"|down|outside"
             r"|(?-i:[A-Z])[\w’']+)){0,7})", "QUASI", 0.45, "somebody known by what they have"),
            (rf"\b({_OWN} {RELATIVE}(?:'s|’s| is| was) (?:the|that) (?!one\b|same\b|only\b|problem\b|reason\b"
             rf"|main\b)[\w'’-]+(?: who| that|,)?{_CLAUSE})",
             "QUASI", 0.4, "a relative who is known for something"),
            (rf"\b({_OWN} (?:{RELATIVE}|brother-in-law|sister-in-law)(?:'s|’s)? (?:has |owns |runs |ran |had |got |own |face"
             rf" )+(?:\w+ ){{0,3}}?{_BUSINESS}"
             rf"(?:{_CLAUSE})?)", "QUASI", 0.6, "a relative who keeps a business"),
            (rf"\b((?:her|his|the|their|my own) (?:{RELATIVE}|neighbour|cousin)(?:'s|’s) (?:wife|husband|godson|goddaughter"
             rf"|sister|brother|cousin|partner))\b",
             "QUASI", 0.45, "a relative of a relative"),
            (r"\b((?:(?-i:[A-Z])[\w’']{1,30}(?:[- ](?-i:[A-Z])[\w’']{1,30}){0,2}|\w+-\w+|(?!down'?s?\b|same\b|a\b|the\b"
             r"|this\b|that\b"
             r"|heart\b|liver\b)"
             r"\w+(?= syndrome)) (?:syndrome|disease|dystrophy|anaemia))", "QUASI", 0.6,
            "a named rare illness"),
            (r"\b((?:a|the|an) (?:retired |former |ex-?)?(?:bhutanese |\w+ese |\w+ish |\w+ian )?(?:piano tuner|tightrope"
             r" walker|lighthouse keeper|snake charmer"
             r"|puppeteer|stonemason|thatcher|taxidermist|beekeeper|blacksmith|farrier|falconer|ventriloquist))", "QUASI", 0.6,
             "a rare trade"),
            (rf"\b((?:he|she|they|he's|she's)(?: \w+)? (?:leads|runs|ran|sings|plays|played|built|does|did|reads|drives"
             rf"|captained|captains)"
             r" (?:in |for |the |at )+(?:\w+ )?(?:choir|band|dhol|organ|bells|radio|pirate ship|mobile library|breakfast"
             r" show|panto|carnival"
             rf"|traffic on the radio|altar flowers|brass band|tribute)(?:{_CLAUSE})?)", "QUASI", 0.55,
             "known for what they do in public"),
        )
    )  # fmt: skip


@cache
def _nation_rules(nations: frozenset[str]) -> tuple[Rule, ...]:
    peoples = "(?:" + "|".join(sorted(nations, key=len, reverse=True)).replace("'", "['’]") + ")"
    who = (
        r"(?:famil(?:y|ies)|mother|father|mum|mom|mam|dad|parent|gran|nan|neighbour|colleague|community|congregation|bloke|guy"
        r"|fella|feller|mate|lassie|lass|man|woman"
        r"|lad|girl|boy|couple|chap|lady|doctor|nurse|speaker|interpreter|shop|restaurant"
        r"|takeaway|dentist|midwife"
        r"|worker|teacher|officer|choir|community centre|grandmother|church|mosque|household|chap|child|kid|pupil|student)s?"
    )
    return compiled(
        (
            (rf"\b((?:the |a |an )?only {peoples}(?: {who})?)\b", "QUASI", 0.8, "the only family of a people"),
            (
                rf"\b((?:the|a|an|one|this|that) (?:(?:British|big|young|old|wee|little|lovely"
                rf"|new) )?(?:{peoples} )?{peoples}) {who}\b",
                "QUASI",
                0.45,
                "a people and a role",
            ),
            (rf"\b(the {peoples} {who})\b", "QUASI", 0.5, "a people and a role"),
            (rf"\b({peoples})(?: family)\b", "QUASI", 0.5, "a family of a people"),
            (
                rf"\b(?:i am|i['’]?m|(?:he|she)['’]?s|they['’]re|theyre|(?:he|she|they|mum|dad|mother|father|family) (?:is|was"
                rf"|are|were))"
                rf" (?:originally |half |part |actually |also )?({peoples})\b(?! (?:speaking|language|food|telly|tv)\b)",
                "QUASI",
                0.45,
                "a person and their people",
            ),
        )
    )


def find(talk: Talk, lists: Lists) -> list[Hit]:
    """Every phrase that may single out one person or family."""
    peoples = run(_nation_rules(lists.nations), talk.text, NAME)
    others = [hit for hit in run(_rules(), talk.text, NAME) if not any(p.start == hit.start for p in peoples)]
    return others + peoples
