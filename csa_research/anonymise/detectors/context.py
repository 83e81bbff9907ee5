"""Whether a word that may be a name stands where names stand: "our Hope", "Will said", "thanks, Joy", "Grace's mum"."""

from __future__ import annotations

from csa_research.anonymise.detectors.lists import Lists
from csa_research.anonymise.detectors.talk import Talk

PERSON_VERBS = frozenset(
    "said says told tells asked asks disclosed disclosing went goes came comes rang rings phoned texted emailed messaged thinks"
    " knew knows wants wanted wasn't isn't didn't doesn't hadn't hasn't won't wouldn't couldn't can't cried crying never"
    " always used"
    " was is had has did does got gets left moved started stopped lives lived stayed loved loves hated hates looked looks sat stood"
    " walked ran turned kept took gave made met found heard saw felt wrote needs needed seemed seems put brought who'd who's"
    " who and"
    " him her wasnt isnt didnt doesnt hadnt hasnt wouldnt couldnt chaired signed reckons reckoned shouted whispered thought"
    " died".split()
)
_WEAK_VERBS = frozenset(
    "was is had has did does can't won't and who never always used put left made found needs seems looks".split()
)
CLOSE = frozenset(
    "our little young poor old dear baby auntie aunty uncle nan nanna gran cousin sister brother called named name's".split()
)
GREETING = frozenset(
    "hi hello hiya thanks thank cheers sorry yeah yes no right ok okay bye morning yo oi ta well hey alright ar".split()
)
_BARRED = frozenset(
    "the a an this that these those my his her their its your some any no every each of in for with little more much such"
    " what which"
    " i you we they he she it who there i'd we'd you'd they'd and or not to don't can't be really only just".split()
)
KIN = frozenset(
    "mum mom mam mum's dad nan nanna gran grandad grandma stepdad stepmum brother sister mother father uncle auntie aunt cousin son"
    " daughter partner boyfriend girlfriend house place bedroom school teacher worker family lad girl case file name phone"
    " shift lot".split()
)


_IDIOMS = frozenset(
    "grace period;grace periods;saving grace;mark my words;bill of;hope so;hope not;i hope;in may;may be;full marks;price"
    " of;summer holidays;"
    "summer holiday;summer term;in the summer;last summer;good faith;good grace;joy riding;bank holiday;will power;in good"
    " hope".split(";")
)
_IDIOM_STARTS = frozenset(idiom.split()[0] for idiom in _IDIOMS)
_MONTH_VERBS = PERSON_VERBS - {"and"}


def idiom_words(talk: Talk) -> set[int]:
    """Numbers of the words that belong to a phrase in which the name is only a word."""
    found: set[int] = set()
    for number in range(len(talk.words) - 1):
        if talk.keys[number] not in _IDIOM_STARTS:
            continue
        for length in (2, 3):
            if number + length <= len(talk.words) and talk.phrase(number, number + length - 1) in _IDIOMS:
                found.update(range(number, number + length))
    return found


def name_like(talk: Talk, number: int, lists: Lists) -> bool:
    """Whether the word stands where a person's name would, by capitals in a cased turn, by its neighbours otherwise."""
    word = talk.words[number]
    if word.key in lists.allowed:  # April, Summer, Sunday: the capital says nothing
        before, after = _neighbour(talk, number, -1), _neighbour(talk, number, +1)
        return before in CLOSE or (after in _MONTH_VERBS and (not before or before in ("and", "so", "then", "because", "when")))
    if talk.cased and word.capital and not word.initial:
        return True
    if talk.cased and word.capital:
        return _starts_as_name(talk, number, lists)
    return not talk.cased and _reads_as_name(talk, number, lists)


def _neighbour(talk: Talk, number: int, step: int) -> str:
    """The key of the word beside, "" at the edge or over a sentence stop."""
    other = number + step
    if not 0 <= other < len(talk.words):
        return ""
    gap = talk.between(min(number, other), max(number, other))
    return "" if any(c in gap for c in ".?!;:") else talk.words[other].key


def _starts_as_name(talk: Talk, number: int, lists: Lists) -> bool:
    following = talk.words[number + 1] if number + 1 < len(talk.words) else None
    gap = talk.between(number, number + 1) if following else ""
    if following is None or gap.strip()[:1] in (",", "?", ".", "!"):
        # a name alone or called out; "Right." and "Well," are not names
        return talk.words[number].key not in lists.function
    if talk.possessive(number):
        return True
    if following.capital and following.key not in lists.function and gap in (" ", "-"):
        return True
    return following.key in PERSON_VERBS


def _reads_as_name(talk: Talk, number: int, lists: Lists) -> bool:
    before, after = _neighbour(talk, number, -1), _neighbour(talk, number, +1)
    if (before == "on" and number > 1 and talk.words[number - 2].key in ("go", "come")) or (not before and after == "sorry"):
        return True
    if before == "was" and after == "who":
        return True
    if before in CLOSE or before in GREETING:
        return not (before in GREETING and after in lists.function and after not in PERSON_VERBS)
    if talk.possessive(number) and after in KIN:
        return True
    if before in _BARRED:
        return False
    if after in PERSON_VERBS:
        return after not in _WEAK_VERBS or not before or before in ("but", "when", "so", "because", "cos", "then", "after", "if")
    return bool(after) and after in lists.names and after not in lists.common  # first name of a pair
