"""What must be seen at once: asserted now, not denied, not long past."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places, negated
from frontdesk.intake.facts.subject import Subject

_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(shape))
    for name, shape in (
        ("bladder or bowel loss", r"\b(?P<q>(?:lost|losing|loss of|no) (?:control of )?(?:my |his |her )?(?:bladder|bowels?)(?: (?:control|"
                                  r"or bowel\w*|and bowel\w*))*|(?:i |he |she )?(?:wet|soiled|peed|pooped) (?:myself|himself|herself|the bed|"
                                  r"my pants)[^.,;]{0,40}|can(?:no|')t (?:control|feel) (?:my )?(?:bladder|bowels?|when i pee|pee\w*)|incontinen\w+|"
                                  r"can(?:no|')t (?:pee|urinate)|can(?:no|')t (?:feel|tell|sense) (?:when|if|that) (?:i|he|she) (?:needs? to (?:go|"
                                  r"wee|pee|urinate|pass urine|poo)|(?:am|is) (?:peeing|weeing|urinating))|can(?:no|')t (?:wee|poo|hold (?:it|"
                                  r"my (?:pee|wee|water|bladder)))|(?:wetting|soiling|peeing|weeing) (?:myself|himself|herself|the bed|my pants)|"
                                  r"no feeling (?:when|while) (?:i )?(?:pee|wee|peeing|weeing|urinat\w+)|trouble (?:peeing|weeing|urinating)|"
                                  r"leak(?:ing|ed) urine)\b"),
        ("saddle numbness", r"\b(?P<q>(?:saddle (?:numbness|anesthesia|area)[^.,;]{0,20}|(?:my |the )?(?:groin|genitals?|private parts|privates|"
                            r"inner thighs|between (?:my|the) legs|bottom|crotch|saddle area)(?:,? (?:and|&) (?:\w+ ){0,2}\w+)? (?:is|are|has gone|"
                            r"have gone|has been|feels?|went|gone|going) (?:\w+ )?numb|(?:no|lost|loss of) (?:feeling|sensation) (?:in|around|"
                            r"between) (?:my |the )?(?:groin|genitals?|private parts|privates|inner thighs|legs|bottom|crotch|saddle|bum|buttocks)|"
                            r"numb(?:ness)?(?: down (?:below|there))? (?:in|around|between) (?:my |the )?(?:groin|genitals?|private parts|privates|"
                            r"inner thighs|legs|bottom|crotch|saddle)[^.,;]{0,20}))\b"),
        ("fever", r"\b(?P<q>(?:(?:i have |have |has |with |running |spiking |got )?an? )?(?:high |low[- ]grade |slight )?(?:fever|temperature of|"
                  r"temp of|temp is|temperature is)(?: (?:of )?(?:1?\d\d(?:\.\d)?|3[89](?:\.\d)?))?[^.,;\w]{0,3}(?:degrees)?|(?:got|have|has|running|"
                  r"with) (?:a |quite a )?(?:high )?temperature|feverish|"
                  r"chills and (?:fever|sweats?)|(?:fever|shivers) and chills)\b"),
        ("hot swollen joint", r"\b(?P<q>(?:knee|hip|ankle|elbow|shoulder|wrist|joint|toe|finger|foot|thumb|hand|side|area|skin|site|spot|"
                              r"it)(?: on the (?:left|right))?(?:'s|"
                              r" is| has become| are| looks| got| became| gets)? (?:\w+ )?(?:red|hot|swollen|huge|warm|puffed up)[ ,]+(?:and |"
                              r", )*(?:(?:red|hot|swollen|huge|warm|angry)[ ,]*(?:and )?)*(?:hot|red|warm|swollen|throbbing|twice (?:the|"
                              r"its) (?:normal )?size|the size of an? \w+)|(?:hot|red)(?:,| and) (?:hot |red )?swollen (?:knee|joint|ankle|elbow|hip|"
                              r"shoulder|wrist|toe))\b"),
        ("infection", r"\b(?P<q>(?:infection (?:in|around|at) (?:the |my )?[\w ]{2,24}|infected (?:wound|incision|joint|knee|hip|site)|(?:wound|"
                      r"incision|site) (?:is|looks) (?:infected|red|oozing)|(?:pus|oozing) (?:from|coming)|draining pus))\b"),
        ("calf swelling", r"\b(?P<q>(?:calf|lower leg|leg)(?: has| is| just| suddenly| all of a sudden)* (?:suddenly )?(?:swollen|swelled(?: up)?|"
                          r"swelling|blew up|ballooned|swelled)[^.;]{0,25}|(?:sudden(?:ly)? )?(?:swollen|swelling (?:in|of)) (?:my |the |his |"
                          r"her )?(?:left |right |one )?(?:calf|leg|lower leg))\b"),
        ("chest pain", r"\b(?P<q>(?:chest pains?|pain in (?:my|the) chest|tight(?:ness in)? (?:my |the )?chest|chest (?:is |feels )?tight(?:ness)?|"
                       r"pressure in (?:my|the) chest))\b"),
        ("breathlessness", r"\b(?P<q>(?:short(?:ness)? of breath|out of breath|breathless\w*|can(?:no|')t (?:breathe|catch (?:my|his|her) breath)|"
                           r"(?:trouble|difficulty|hard time|struggling) (?:in )?breathing|hard to breathe)[^.,;]{0,20})"),
        ("foot drop", r"\b(?P<q>(?:foot drop|dropped foot|drop foot|foot (?:just |now |suddenly )*(?:drops|slaps|drags|flops|is dragging|is flopping|"
                      r"keeps catching)|can(?:no|')t (?:lift|raise|pull|pick)(?: up)? (?:my|his|her|the) (?:left |right )?(?:foot|toes)(?: up)?|"
                      r"keep tripping over (?:my|his|her) (?:left |right )?(?:foot|toes)|dragging (?:my|his|her) (?:left |right )?foot))\b"),
        ("loss of hand function", r"\b(?P<q>(?:(?:my |his |her )?(?:left |right )?hands? (?:no longer works?|(?:has |have )?stopped working|(?:is|"
                                  r"are) useless|won't (?:close|open|grip|work))|can(?:no|')t (?:grip|hold|use) (?:anything|(?:my|his|her) (?:left |"
                                  r"right )?hand)[^.,;]{0,12}|lost (?:the )?(?:grip|use of (?:my|his|her) (?:left |right )?(?:hand|arm))))\b"),
        ("leg weakness", r"\b(?P<q>(?:both (?:my )?legs (?:feel|are|have (?:gone|become)|went|going|give|gave|are getting) (?:\w+ )?(?:weak|numb|out|"
                         r"way)|legs? (?:gave|gives|giving|give) (?:out|way)|can(?:no|')t (?:move|feel) (?:my|his|her) legs?|"
                         r"sudden weakness in (?:my|both) legs?|progressive weakness[^.,;]{0,20}|legs? (?:is|are|getting) (?:getting )?(?:weaker|"
                         r"paralysed|paralyzed)))\b"),
        ("weight loss", r"\b(?P<q>(?:unexplained|unintended) weight loss|lost (?:\d+|a lot of|so much|some) ?(?:lbs?|pounds|kgs?|kilos|stone|"
                        r"weight)[^.;]{0,20}(?:without trying|not trying|for no reason|unintentional\w*|without dieting)|night sweats)\b"),
    )
)  # fmt: skip
_MARKS: dict[str, frozenset[str]] = {
    "bladder or bowel loss": frozenset({"bladder", "bowel", "bowels", "wet", "soiled", "peed", "pooped", "incontinence", "incontinent", "pee", "urinate", "peeing", "urinating", "urine", "wee", "weeing", "poo", "wetting", "soiling"}),
    "saddle numbness": frozenset({"saddle", "groin", "genitals", "genital", "private", "privates", "thighs", "legs", "bottom", "crotch", "bum", "buttocks", "below"}),
    "fever": frozenset({"fever", "temperature", "temp", "feverish", "chills", "shivers"}), "hot swollen joint": frozenset({"hot", "red", "swollen", "huge", "warm", "puffed", "angry"}),
    "infection": frozenset({"infection", "infected", "oozing", "pus", "red", "wound", "incision"}), "calf swelling": frozenset({"calf", "leg"}),
    "chest pain": frozenset({"chest"}), "breathlessness": frozenset({"breath", "breathless", "breathlessness", "breathe", "breathing"}), "foot drop": frozenset({"drop", "dropped", "drops", "slaps", "pick", "tripping", "drags", "dragging", "flops", "flopping", "catching", "lift", "raise", "pull"}),
    "loss of hand function": frozenset({"hand", "hands", "grip", "hold", "arm"}), "leg weakness": frozenset({"leg", "legs", "weakness"}), "weight loss": frozenset({"weight", "sweats", "lost"}),
}  # fmt: skip
"""Words without which a flag is not looked for."""

_OLD = re.compile(
    r"\b(?:years ago|last year|in (?:19|20)\d\d|used to|months ago|when i was|as a child|had (?:a |an )?(?:bad |serious )?(?:infection|"
    r"fever) (?:after|in))\b", re.I,
)  # fmt: skip
_WEAK = frozenset({"chest pain", "breathlessness", "fever"})


def read(text: str, places: Places, subject: Subject) -> list[Fact]:
    """Each flag once. Questions about them, denials and old ones are none."""
    found: dict[str, Fact] = {}
    for name, shape in _SHAPES:
        for match in shape.finditer(places.low) if places.words & _MARKS[name] else ():
            start, end = match.span("q")
            before = places.before(start)
            sentence = places.at(start)
            if negated(before) or (name == "bladder or bowel loss" and re.match(r"no\b", match["q"], re.I)) or _OLD.search(sentence.text):
                continue
            if places.is_pasted(start) or subject.somebody_else(start, places) or re.search(r"\bif\b|\bwhat about\b|\bcould (?:it|this)\b", before[-30:]):
                continue
            if sentence.question and name in _WEAK:
                continue
            quote = text[start:end].rstrip()
            found.setdefault(name, Fact("red_flag", name, start, start + len(quote), quote, confidence=0.75, rule="red flag"))
    return list(found.values())
