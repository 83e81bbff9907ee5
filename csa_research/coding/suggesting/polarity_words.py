"""Cue words of polarity: what people say helped, hindered, was missing, is wished for or kept, or is asked about.

Words of doing, having and lacking; none of feeling (what is told with sorrow may have helped) and none of a topic.
"""

from __future__ import annotations

_WE = r"(?:i|we|you|she|he|they|people)"
_US = r"(?:me|us|you|him|her|them|people|it)"

HELPS = (
    r"helps?", r"helped", r"helpful", r"helping", r"works (?:well|for)", r"worked", r"(?:made?|makes) (?:a|all the) difference",
    r"thanks to", r"because of (?:him|her|them)", rf"{_WE}(?:'s|'re| was| were| is| are) able to", rf"lets? {_US}",
    rf"{_WE} can (?:ask|say|ring|talk|see|tell|name|check)", rf"(?:made?|makes) (?:it|{_US}) (?:easier|safer|braver|quicker)",
    r"noticed", r"spotted", r"picked up on", r"clocked", rf"(?:rang|rings|came|comes) (?:{_US} )?back", rf"taught {_US}",
    rf"show(?:s|ed) {_US}", r"shared (?:it|what)", rf"back(?:ed|s) {_US}", r"listen(?:s|ed)", r"believed", r"believing",
    r"(?:sat|sits?) (?:down )?(?:with|next to|beside)", r"stay(?:s|ed) with", r"trust(?:s|ed)", r"straight ?away", r"got better",
    r"side by side", rf"{_WE} (?:ask|asked)",
)  # fmt: skip
HINDERS = (
    r"(?:get|gets|getting|got) in the way", rf"stop(?:s|ped)? {_US}", rf"puts? {_US} off", r"too (?!true|right|far gone)\w+",
    r"hard(?:er)? to", r"difficult", r"impossible", rf"{_WE}(?:'d)? (?:missed|lost|dropped|ignored|refused|hid|avoided)",
    r"wait(?:ing|ed)", r"delay(?:s|ed)?", r"told off", r"(?:put|puts|went|goes) (?:it )?down (?:to|as)", r"instead of",
    r"changed the subject", r"(?:was|were|been|get|got) told (?:not|to|that)", r"in (?:a|the) corridor", r"on my own",
    r"(?:ten|five|fifteen|twenty|forty|fifty) minutes", r"somebody else's", r"not my (?:job|role|place)", r"depends who",
    r"used to", r"tick(?:s|ed)? (?:the|a) box", r"assumed?", r"brick wall", r"turnover", r"taken away", r"cut back",
)  # fmt: skip
MISSING = (
    r"no (?!one|but|and|not|no|i|we|you|he|she|it|they|that|because)[a-z]{3,}", r"nobody", r"no one", r"none of (?:us|them)",
    r"without (?:a|any)", r"only (?:had|got|half|the|one)", rf"{_WE} (?:can't|couldn't|cannot|haven't|hadn't)",
    r"not (?:enough|allowed|told|asked|invited|known)", r"never (?:had|got|told|asked|heard|been|came|come|saw|seen)",
    r"hardly any", r"lack of",
)  # fmt: skip
WISHES = (
    rf"{_WE}(?:'d| would) (?:like|want|love|have|ban|make|put|give|change|scrap)", r"(?:i|we) want", r"(?:i|we) wish",
    rf"if (?:only )?{_WE} (?:had|could)", r"if there (?:was|were)", r"(?:i|we|they) need", r"there should", r"ought to",
    r"would(?:'ve| have) (?:been|helped)", r"would help", r"give (?:us|me)",
)  # fmt: skip
KEEPING = (r"(?:keep|spread|protect) (?:the|that|it|this|our|doing|having)", r"more of (?:that|the same)", r"carry on")
DENIES = (r"\w+n't", r"not", r"never", r"no", r"nobody", r"no one", r"without", r"nothing", r"hardly", r"cannot", r"none")
ASKED_ENABLER = (
    r"what(?:'s| has| have| does| did)? (?:\w+ )?help(?:s|ed)?", r"gone right", r"go(?:ne|es) well", r"went well", r"did help",
    r"made you braver", r"made it possible", r"seen it go well",
)  # fmt: skip
ASKED_BARRIER = (
    r"gets? in the way",
    r"stops? you",
    r"makes it hard(?:er)?",
    r"hold(?:s|ing)? you back",
    r"went wrong",
    r"barriers?",
)
