"""Ages of people, spoken or written; durations ("about eight years") are none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.patterns.numbers import BELOW_HUNDRED, TEEN, UNIT
from csa_research.anonymise.detectors.patterns.rules import Rule, compiled, run
from csa_research.anonymise.detectors.talk import Talk

NAME = "patterns.ages"
AGE = rf"(?:{BELOW_HUNDRED}|\d{{1,2}})(?: and (?:a half|three quarters|a quarter))?"
_CHILD_AGE = rf"(?:{TEEN}|{UNIT}|\d{{1,2}})(?: and (?:a half|three quarters|a quarter))?"
_PERSON = (
    r"(?:boy|girl|lad|child|kid|baby|babby|woman|man|lady|daughter|son|brother|sister|grandson|granddaughter|pupil"
    r"|student|wench|toddler|teenager|one)"
)
_WHO = r"(?:he|she|who|i|you|they|we|mine|(?:he|she|who|i|you|they)(?:'s|’s|s|'m|’m|m|'re|’re|re|'d been|’d been))"
_IS = (
    r"(?:is|was|be|being|been|were|are|am|turned|turns|turning|just|only|about|nearly|almost|barely|now|still|around|like"
    r"|on|gone|must|have|would|will|then|all|of|coming|up|to|maybe|probably|roughly|a|'d|’d|under|over)"
)
_END = (
    r"(?=\s*(?:[.,;:!?…)\"”—–\]]|$)|\s+(?:when|and|by|now|then|at|in|but|so|or|he|she|it|they|next|before|with|because|cos"
    r"|last|i|you|we|as|that|if|who|on|years? old|yrs|months? old|weeks? old|same|this|again|already|coming|going|going on)\b)"
)
_NO_UNIT = (
    r"(?! (?:years?|yrs?|months?|weeks?|days?|hours?|minutes?|seconds?|o'?clock|of|times?|stone|foot|feet|inch|pounds?|quid"
    r"|points?|per|percent"
    r"|people|kids|children|to|or|hundred|thousand|miles|grand|more|different|sessions|visits|cases|calls|pages|man|in a row"
    r"|out|nights|star"
    r"|sizes?|doors?|streets?|down|behind|short|late|up|down|nil|cents|p|k|and a)\b)"
)
_CHILDISH = frozenset(
    "lad girl boy child kid kids children baby babby daughter son brother sister nan he she him her his wench toddler pupil"
    " grandson granddaughter little".split()
)


@cache
def _rules() -> tuple[Rule, ...]:
    return compiled(
        (
            (rf"\b({AGE}[ -](?:year|yr)s?[ -](?:old)s?)\b", "AGE", 0.9, "an age"),
            (rf"\b({AGE} (?:months?|weeks?|days?)(?:[ -]olds?))\b", "AGE", 0.9, "an age"),
            (rf"\b(?:he|she|who) (?:was|were|is)(?: (?:only|just|about|nearly|still"
             rf"|barely))? ({AGE})\b(?!['’-]){_NO_UNIT}(?= [^\W\d_]|[.,])",
             "AGE", 0.6, "an age after its person"),
            (rf"^({TEEN})\.(?=\s|$)", "AGE", 0.4, "a number that answers a question"),
            (rf"\b({AGE}) years of age\b", "AGE", 0.9, "an age"),
            (rf"\b(?:he|she|they)(?:['’]?ll|['’]?d| will| would| must)(?: have)? be(?:en)?(?:,? (?:what|like|about|only|just"
             rf"|nearly|maybe"
             rf"|now|all of))*,? ({AGE})(?:{_END}|(?= (?:year|years)\b))", "AGE", 0.75, "an age after its person"),
            (rf"\b(?:said|says|saying|claimed|claiming|told us|told me)(?: (?:he|she) (?:is|was))? ({TEEN}){_END}", "AGE", 0.4,
             "an age as it was given"),
            (r"\b(?:in|he['’]?s|she['’]?s) ((?:primary|p|s) (?:one|two|three|four|five|six|seven)|[ps][1-7])\b", "AGE", 0.4,
             "a school year, which is an age"),
            (rf"\b(?:aged?|at the age of|age of) (?:about |around |just |only )?({AGE})\b(?! of\b)", "AGE", 0.9, "an age"),
            (rf"\b{_PERSON} (?:of|aged|about|age) ({AGE})\b(?! (?:years|months|weeks|hours|minutes|of)\b)", "AGE", 0.85, "an age"),
            (rf"\b{_WHO}(?: {_IS}){{1,3}} ({AGE}(?: (?:months|weeks|days)(?= when|\s?[,.]|$| then| and (?:he|she|they)))?){_END}",
             "AGE", 0.8, "an age after its person"),
            (rf"\b(?:i'?m|i’m|she'?s|she’s|he'?s|he’s|who'?s|who’s|you'?re|you’re|they'?re|they’re)(?: (?:only|about|just"
             rf"|nearly|on|now|almost"
             rf"|like|going on|coming up|barely|still))? ({AGE}){_END}", "AGE", 0.8, "an age after its person"),
            (rf"\b(?:{_PERSON}|nan|mum|mom|dad|nephew|niece|cousin|grandkids?|mine|youngest|eldest|oldest)(?:'s|’s| is| was|"
             rf" were| are|'d be)"
             rf"(?: only| about| just| nearly)? ({AGE}){_END}", "AGE", 0.75, "an age after its person"),
            (rf"\b(?:when|since|until|till|from) (?:\w+ ){{1,2}}(?:was|were) ({AGE})\b(?! (?:years|months|weeks|hours"
             rf"|minutes|of)\b)",
             "AGE", 0.75, "an age"),
            (rf"\b(?:brother|sister|son|daughter|lad|girl|boy|child|nephew|niece|cousin|twin|baby|mother|mum|dad|lass|lassie"
             rf"|wean|pupil|student),? ({AGE}(?: (?:months"
             rf"|weeks|days)(?: old)?)?)"
             r"(?= (?:and|who|he|she|at|so|with|now|then|he's|she's|had|has|was)\b)", "AGE", 0.7, "an age after its person"),
            (rf"\b(?:she'?s|she’s|he'?s|he’s|who'?s|who’s|i'm|i’m|im)(?: (?:only|just|nearly|about|now))?"
             rf" ({AGE})\b(?!['’-]){_NO_UNIT}", "AGE", 0.6,
             "an age after its person"),
            (rf"\b(?:turned|turning|turns) ({AGE}){_END}", "AGE", 0.75, "an age"),
            (r"\b((?:in (?:his|her|their|my) (?:early |mid |late |mid-)?(?:teens|twenties|thirties|forties|fifties|sixties"
             r"|seventies|eighties)))\b",
             "AGE", 0.35, "an age by its decade"),
        )
    )  # fmt: skip


@cache
def _bare_rules() -> tuple[Rule, ...]:
    return compiled(
        (
            (rf"(?:^|[.?!…]\s+|— )({_CHILD_AGE})[.,](?=\s|$)", "AGE", 0.5, "a number that stands alone where a child is spoken of"),
            (
                rf"[a-z\])]('s)?,\s(?P<age>{_CHILD_AGE})(?: next month| (?:months|weeks|days)(?: old)?)?(?=[.,](?:\s|$))",
                "AGE",
                0.5,
                "-",
            ),
        )
    )


def find(text: str) -> list[Hit]:
    """`find_in` for a text that is not yet cut into words."""
    return find_in(Talk(text))


def find_in(talk: Talk) -> list[Hit]:
    """Every age; a bare number only where the turn speaks of a child."""
    text = talk.text
    hits = run(_rules(), text, NAME)
    words = set(talk.keys)
    if not words & _CHILDISH and not any(w.endswith("'s") for w in words):
        return hits
    alone, between = _bare_rules()
    hits += run([alone], text, NAME)
    for match in between.pattern.finditer(text):
        start, end = match.start("age"), match.end()
        before = text[max(0, start - 60) : start - 2].rsplit(None, 1)[-1].lower().strip("'\"")
        if not _number_like(before):
            hits.append(Hit(start, end, "AGE", 0.5, NAME, "a number between commas where a child is spoken of"))
    return hits


def _number_like(word: str) -> bool:
    from csa_research.anonymise.detectors.patterns.numbers import NUMBER_WORDS

    return word in NUMBER_WORDS or word.isdecimal()


@cache
def _next_age() -> Rule:
    follow = (
        r"(?=\s*(?:[.,;:!?…)\"”—–]|$)|\s+(?:and|who|he|she|they|had|has|was|told|said|when|by|in|at|but|so|now|then"
        r"|next|this|that)\b)"
    )
    return compiled([(rf"[\s,.]{{1,3}}({_CHILD_AGE}|{AGE}){follow}", "AGE", 0.6, "a number after a name")])[0]


def after_name(text: str, ends: Iterable[int]) -> list[Hit]:
    """Ages that follow a name directly: "Kieran, nineteen," or, without stops, "kieran nineteen he told me"."""
    rule = _next_age()
    found = ((rule, match) for end in ends if (match := rule.pattern.match(text, end)))
    return [Hit(*match.span(1), rule.type, rule.score, NAME, rule.why) for rule, match in found]
