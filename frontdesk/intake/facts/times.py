"""When the person can, or cannot, come or be called."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.words import alternatives, words_of

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?\.?"
_DAYS = rf"{_DAY}(?:(?:\s*(?:,|/|&|and|or|-|to|through|, and|, or)\s*|\s){_DAY}){{0,5}}"
_HOUR = (
    r"(?:\d{1,2}(?:[:.]\d{2})?(?:\s*(?:am|pm|a\.m\.?|p\.m\.?|o'?clock))?|noon|midday|lunch(?:time)?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|school|work)"
)
_PARTS = (
    r"(?:early |late |mid[- ]?)?(?:mornings?|afternoons?|arvos?|evenings?|eves|nights|lunch ?times?|(?<=early )(?:am|pm)|(?<=late )(?:am|pm)|first thing|"
    r"a\.m\.|p\.m\.|school hours|office hours|working hours)"
)
_BOUND = rf"(?:(?:not |only |any ?time |anytime )?(?:after|before|from|between|until|till|past|by|around)\s+{_HOUR}(?:\s*(?:-|–|to|and|till|until)\s*{_HOUR})?)"
_MON = r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
# Before each shape the words of which one stands in whatever it fits: without them the text is not walked for it.
_MONTHS = frozenset(mid + word for word in ("jan", "january", "feb", "february", "march", "april", "may", "jun", "june", "jul", "july", "aug", "august", "sep", "sept", "september", "oct",
                                            "october", "nov", "november", "dec", "december") for mid in ("", "mid"))  # fmt: skip
_DAY_WORDS = frozenset(stem + end for stem in ("mon", "tue", "tues", "wed", "wednes", "thu", "thur", "thurs", "fri", "sat", "satur", "sun") for end in ("", "day", "days", "s"))
_AROUND = frozenset({"after", "before", "from", "between", "until", "till", "past", "by", "around", "late", "early", "mid"})
_NOON = frozenset({"am", "pm"})
_SHAPES = tuple(
    (needs, re.compile(shape))
    for needs, shape in (
        (_MONTHS, rf"\b(?P<q>(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd) (?:(?:two|three|few|couple of|2|3) )?weeks? (?:of|in) {_MON}|(?:the )?(?:first|second|other) half of {_MON})\b"),
        (frozenset({"break", "holiday", "holidays", "vacation", "hols"}), r"\b(?P<q>(?:the )?(?:easter|christmas|spring|summer|winter|autumn|school|half[- ]term|mid[- ]term) (?:break|holidays?|vacation|hols))\b"),
        (frozenset({"after", "before", "once", "when"}), rf"\b(?P<q>(?:after|before|once|when) (?:my|her|his|the|our) (?:(?:early|late|night|day|morning) )?(?:shift|classes|lectures|lessons?|surgery|clinic|rounds?) (?:finish(?:es)?|ends?|starts?|is over|are over|is done)(?: (?:at|by) {_HOUR})?)\b"),
        (frozenset({"any"}), r"\b(?P<q>any (?:week|day) (?:but|except)(?: for)? the \d{1,2}(?:st|nd|rd|th))\b"),
        (_NOON, r"(?<![\d:.])\b(?P<q>\d{1,2}(?:[:.]\d\d)?\s*(?:-|–|to)\s*\d{1,2}(?:[:.]\d\d)? ?(?:am|pm))\b"),
        (frozenset({"every"}), rf"\b(?P<q>every (?:other|second) {_DAY})(?!\w)"),
        (_MONTHS, rf"\b(?P<q>(?:from |between )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?\s*(?:-|–|to|and|until|till)\s*(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MON})\b"),
        (frozenset({"any"}), r"\b(?P<q>any (?:week)?day,? any ?time)\b"), (frozenset({"any"}), r"\b(?P<q>any day (?:the )?(?:next week|week after(?: that)?|following week))\b"),
        (_MONTHS, rf"\b(?P<q>any (?:week|day|time) in {_MON}(?:,? (?:except|but(?: not)?|apart from|bar)(?: for)? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?"
        rf"(?:\s*(?:-|–|to|and)\s*(?:the )?\d{{1,2}}(?:st|nd|rd|th)?)?)?)\b"),
        (_MONTHS, rf"\b(?P<q>(?:any |most )?(?:weekdays?|day|{_DAYS}) in (?:early |late |mid[- ]?)?{_MON})\b"),
        (frozenset({"appointment", "slot"}), r"\b(?P<q>(?:the )?(?:first (?:appointment|slot) of the (?:day|morning)|(?:last|early|earliest) (?:appointment|slot)(?: of the (?:day|morning))?))\b"),
        (_NOON, rf"\b(?P<q>(?:next |this |coming )?{_DAY} (?:at )?\d{{1,2}}(?:[:.]\d\d)?\s?(?:am|pm))\b"),
        (_AROUND, r"\b(?P<q>(?:any ?time )?(?:after|before|from) (?:dark|church|mass|evensong|mosque|prayers|bingo|choir|supper|lunch|dinner|tea ?time|breakfast|lambing|harvest|calving|christmas|easter|new year|"
        r"half[- ]term|the (?:holidays|summer|new year|bank holiday|school run|harvest)))\b"),
        (frozenset({"convenience", "whenever", "end", "first"}), r"\b(?P<q>(?:at )?your earliest convenience|whenever (?:suits|works|you can)|end of the day|first thing(?: in the (?:morning|day)| on an? (?:morning|\w+day)| (?:mon|tues|wednes|thurs|fri|satur|sun)days?)?)\b"),
        (frozenset({"till", "til", "until", "untill"}), r"(?:\b(?:at|in) (?:school|work|college|class|nursery|lectures) )(?P<q>(?:un)?till? \d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?)\b"),
        (_DAY_WORDS, rf"\b(?P<q>{_PARTS}\s*(?:or|and)\s*{_DAYS})\b"),
        (_MONTHS, rf"\b(?P<q>{_MON}\.? \d{{1,2}}(?:st|nd|rd|th)?\s*(?:-|–|to|until|till|through)\s*(?:{_MON}\.? )?\d{{1,2}}(?:st|nd|rd|th)?)\b"),
        (frozenset({"except", "but", "bar", "apart", "other", "excluding", "barring"}), rf"\b(?P<q>(?:any|most|every|all)\s+(?:day|weekday|evening|morning|afternoon|time|days|weekdays|evenings|mornings|"
        rf"afternoons)(?: of the week)?,?\s+(?:except|but(?: not)?|bar|apart from|other than|excluding|barring)(?: on| for)?\s+{_DAYS})"),
        (_DAY_WORDS, rf"\b(?P<q>(?:not |never |except |no )(?:on )?(?:a )?{_DAYS})\b"),
        (_DAY_WORDS, rf"\b(?P<q>(?:any |most |on |every |except |not (?:on )?|only )*(?:{_DAYS})(?:\s+(?:or|and)\s+(?:{_DAYS}))?(?:\s+(?:in the )?(?:{_PARTS}|"
        rf"am\b|pm\b)(?:\s*(?:or|and)\s*{_PARTS})?)?(?:,?\s*(?:{_BOUND}|\d{{1,2}}(?:[.:]\d\d)?\s*(?:-|–|to|till|until)\s*\d{{1,2}}(?:[.:]\d\d)?(?:\s*[ap]m)?\b))?(?:\s+(?:next|this|the following) week)?(?:\s+only)?)(?!\w)"),
        (frozenset({"weekday", "weekdays", "week", "day", "days", "weekend", "weekends"}), rf"\b(?P<q>(?:any |most )?(?:weekdays?|week-?days|weekends?|day|days)(?:\s+(?:next week|this week|but {_DAY}|except {_DAY}|"
        rf"the following week|of the week))?(?:\s+{_PARTS})?(?:\s*{_BOUND})?(?:\s+(?:except|but(?: not)?)\s+{_DAYS})?)\b"),
        (None, rf"\b(?P<q>(?:any |most )?(?:{_PARTS})(?:\s*(?:or|and)\s*(?:{_PARTS}|{_DAYS}))?(?:\s+only)?(?:\s+(?:after|before)\s+{_HOUR})?)\b"),
        (frozenset({"not", "never", "except", "avoid"}), rf"\b(?P<q>(?:not|never|except|avoid) (?:between|before|after|from) {_HOUR}(?:\s*(?:-|–|to|and|till|until)\s*{_HOUR})?)\b"),
        (frozenset({"month"}), r"\b(?P<q>(?:the )?(?:1st|2nd|3rd|4th|first|second|third|fourth|last)(?: ?(?:&|and|or|,|/) ?(?:1st|2nd|3rd|4th|first|second|third|fourth|last))? (?:weeks?|wks?) (?:of|in) (?:the |each |every )?month)\b"),
        (_MONTHS, rf"\b(?P<q>(?:not|except|avoid) (?:in|during) (?:(?:early|late|mid)[- ])?{_MON})\b"),
        (frozenset({"wk", "week", "w"}), r"\b(?P<q>(?:wk|week|w/c|week commencing|week beginning) (?:of (?:the )?)?(?:the )?\d{1,2}(?:st|nd|rd|th))\b"),
        (frozenset({"school"}), r"\b(?P<q>(?:after|before|around) (?:the )?(?:\d{1,2}[.:]\d\d )?(?:school (?:run|pick[- ]?up|drop[- ]?off)))\b"),
        (_AROUND, rf"\b(?P<q>{_BOUND}(?:\s+on\s+(?:{_DAYS}|weekdays|weekends|a weekday|a weekend)|\s+{_DAYS}|\s+weekdays)?)\b"),
        (frozenset({"week"}), rf"\b(?P<q>(?:the )?week (?:of|commencing|beginning) (?:the )?(?:{_MON}\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:(?: of)? {_MON})?)\b"),
        (_AROUND, rf"\b(?P<q>(?:after|before|from|not before|until|not until|around|late|early|mid)\s+(?:the )?(?:{_MON}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?|"
        rf"\d{{1,2}}(?:st|nd|rd|th)(?:\s+of\s+{_MON})?))\b"),
        (_MONTHS, rf"(?:\b(?:come|visit|free|available|travel|fly|seen|over|there|down|can do|can make|squeeze|fit)\b[^.;?\d]{{0,20}}\bon )(?P<q>(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MON}(?:,? (?:any ?time|{_BOUND}|(?:in the )?{_PARTS}))?)\b"),
        (_MONTHS, rf"(?:\b(?:come|visit|free|available|travel|fly|seen|over|there|down|can do|can make|squeeze|fit)\b[^.;?\d]{{0,20}}\bon )(?P<q>{_MON}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:any ?time|{_BOUND}|(?:in the )?{_PARTS}))?)(?!\w)"),
        (_MONTHS, rf"(?:\b(?:come|visit|free|available|travel|fly|seen|over|there|down) (?:\w+ )?in )(?P<q>(?:early |late |mid[- ]?)?{_MON})\b"),
        (frozenset({"school", "half", "week", "fortnight"}), r"\b(?P<q>(?:in )?(?:the )?(?:school holidays|half[- ]terms?|school hours|week after(?: next| that)?|fortnight after|"
        r"week following)(?:,? (?:mornings?|afternoons?|evenings?))?(?: only)?)\b"),
        (None, r"\b(?P<q>a\.?s\.?a\.?p\.?|as soon as (?:possible|you can)|next available(?: appointment| slot)?|earliest (?:available|possible|appointment|"
        r"slot)|(?:at|on) short notice|the sooner the better|any ?time|today|tomorrow|(?:next|this|the following) week|next month|soonest|first available|tmrw|tmw|tomoz|2moro|tomorow|tommorow|tomorrow)\b"),
        (None, r"\b(?P<q>(?:on )?\d{1,2}/\d{1,2}(?:\s*(?:or|and|,)\s*\d{1,2}/\d{1,2})+)\b"),
    )
)
_PART_FIRST = re.compile(rf"{_PARTS}\s*(?:or|and)\s")
_OF_A_DAY = re.compile(rf"{_DAY}\s+$")
"""Of "Monday morning or Thursday": the morning is Monday's."""
_CUE = re.compile(
    r"\b(?:come|available|availab\w*|avail|free|prefer\w*|suits?|works? (?:best|for me|well)|work|best (?:time|for me|reached)|best|appointment|appt|appts|"
    r"cb|call ?back|callback|convenient|impossible|difficult|hard for|no good|ideal|suitable|good|ok|okay|fine|reached|slot|slots|schedule|scheduled|"
    r"book|visit|see (?:me|him|her|someone|you|us|somebody)|get in|fit me|call|ring|phone|reach|"
    r"in town|contact|text|perfect|could do|can do|can make|able to|off (?:work|school)|opening|openings|consult\w*|drop in|can't (?:do|make|come)|"
    r"cannot (?:do|make|come)|not (?:before|after|on)|only|time|times|seen|fly in|fly over|drive over|travel|come over|pref|better|anything|be in|"
    r"in your|be over|be back|bring|"
    r"brought|day off|days off|home (?:for|from)|be there|be with you|(?:has|have|had|needs?) to be|any chance of|retired|flexible|fly|the better|notice|earliest|ideally|i'm in|here from|around from|mornings|next available|any day|any time|come in)\b", re.I,
)  # fmt: skip
_NOT = re.compile(
    r"\b(?:pain|hurts?|worse|stiff|ache|aches|aching|had|took|surgery on|was|were|fell|started|began|wake|waking|sleep|last|every|since|per|injury|"
    r"swell\w*|swollen|stopped|got|played|taught|worked)\b[^.,;]{0,40}$", re.I
)
_BEFELL = re.compile(rf"\b(?:{alternatives('courses.txt', 'happened')}|jammed|practice|tried)\b[^.,;]{{0,40}}\bon (?:a )?$")
_CALL = re.compile(r"\b(?:call|ring|phone|reach|text|contact)\b", re.I)


def read(text: str, places: Places) -> list[Fact]:
    """Only the words of time, the longest first, where the sentence is about coming or calling; at most four."""
    found: list[Fact] = []
    if not places.words & words_of("time_words.txt"):
        return found
    said = {span for span in (match.span("q") for needs, shape in _SHAPES if needs is None or needs & places.words for match in shape.finditer(places.low)) if not (_PART_FIRST.match(places.low, span[0]) and _OF_A_DAY.search(places.low, max(0, span[0] - 12), span[0]))}
    for start, end in sorted(said, key=lambda span: (span[0] - span[1], span[0])):
        if any(f.start < end and start < f.end for f in found) or places.is_pasted(start):
            continue
        if _is_wish(text, start, end, places):
            found += [_fact(text, first, last, places) for first, last in _parted(text, start, end)]
    found.sort(key=lambda f: f.start)
    return [f for n, f in enumerate(found) if not any(_day(f.quote) and _day(f.quote) == _day(o.quote) for o in found[:n])][:4]


def _day(quote: str) -> str:
    """The day, where the words are nothing but one day: "on a Tuesday" after "Tuesdays only"."""
    match = re.fullmatch(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*(?: only)?", quote.casefold())
    return match[1] if match else ""


_JOINT = re.compile(rf"({_DAYS})\s+(?:or|and)\s+(?={_DAY}\s+(?:in the )?{_PARTS}\s*$)", re.I)


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Of "Tuesday or Friday morning": the morning is Friday's, so they are two times."""
    match = _JOINT.search(text, start, end)
    if match and not re.match(r"(?:any|most|every)\b|\w+days\b", text[start:end], re.I):
        match = None
    return [(start, match.end(1)), (match.end(), end)] if match else [(start, end)]


_HELD = re.compile(
    r"\b(?:(?:have|had|got|my|next|existing|current)(?: an?)? (?:\w+ )?(?:appointment|appt|visit|booking)|booked in|scheduled|down for|"
    r"booked)\b[^.;]{0,24}$",
)  # fmt: skip


_SUITS = re.compile(r"\b(?:come|available|free|prefer\w*|appointment|suits?|best|call|only|works?|bring|ok|okay|fine|good|cb|reached?|slot|text|work best|convenient)\b")


_WENT = re.compile(r"\b(?:went|saw|(?<!be )(?<!being )seen|had|was|came|got|first time)\b[^.;,]*$")


_BARE_HOUR = re.compile(
    r"(?:after|from|before|until|till|past|by|around|between)\s+(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|school|"
    r"work)",
)  # fmt: skip


_PAST = re.compile(r"\s*(?:ago|pain|stiffness|was|were|last|i (?:had|fell|was)|surgery)")


_PLAINLY = re.compile(
    rf"any (?:week)?days?\b|any {_DAY}|any (?:morning|afternoon|evening)|every (?:other|second)|(?:{_DAY} )?(?:mornings|afternoons|evenings|eves|weekends|"
    rf"weekdays)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)days\b",
)  # fmt: skip
"""Words of time that are seldom said of anything but a wish."""
_HABIT = re.compile(
    r"\b(?:pain\w*|stiff\w*|ach(?:e|es|ing)|worse|worst|hurts?|sore|swell\w*|take|taking|mg|play\w*|train|training|practi[cs]e\w*|swim\w*|run|runs|golf|"
    r"sleep|wake|wakes|church|choir|league|class|gym|dark|burns?|numb\w*)\b", re.I,
)  # fmt: skip
_NAMED = re.compile(rf"{_DAY}.+\w|any ")
"""More than "mornings": in a clause of its own between commas ("left knee 7/10, Tuesday afternoons, insurance ...") it is a wish."""
_AIMS = re.compile(r"\b(?:play|race|run|train|compete|drive|fly|return|walk|dance|ski)\b[^?]*$")


def _is_wish(text: str, start: int, end: int, places: Places) -> bool:
    sentence = places.at(start)
    before, after = places.before(start, reach=80), places.after(end, reach=50)
    quote = text[start:end].casefold()
    if _BEFELL.search(before) or before.endswith("last ") or re.search(r"\bwho (?:do|should|can) i\b[^?]*$", before) or (quote == "next month" and re.search(r"\d\d? $", before)) or re.match(r"\s*(?:milking|sickness|stiffness|shift|walk|run|coffee|school run)\b", after):
        return False
    if (sentence.question and _AIMS.search(before)) or (quote.startswith("on ") and _BEFELL.search(f"{before}on ")):
        return False
    if _NAMED.search(quote) and _PLAINLY.search(quote) and re.search(r"[,;]\s*$", before) and re.match(r"\s*(?:[,;.]|$)", after):
        return True
    if re.search(r"\b(?:take|takes|taking|took|use|using|have|drink) (?:it |them |one |some )?(?:only )?(?:at|on) (?:the )?$", before):
        return False
    if re.search(r"\boff (?:on )?$", before) and re.match(_DAYS, quote) and not re.search(r"\b(?:fell|came|took|taken) off $", before):
        return True
    if _PLAINLY.search(quote) and not (_HABIT.search(sentence.text) or _NOT.search(before) or _HELD.search(before)):
        return True
    if _PLAINLY.search(quote) and _HABIT.search(re.split(r"[,.;]", before)[-1][-40:]) and not _SUITS.search(before + after):
        return False
    if (quote in ("today", "tomorrow") and _WENT.search(before)) or _HELD.search(before) or before.endswith("good "):
        return False
    if re.match(r"(?:any|most|every|all) \w+,? (?:except|but|bar|apart)", quote) or (len(sentence.text.split()) <= len(quote.split()) + 3 and re.search(_DAY, quote, re.I)) or len(sentence.text.split()) == len(quote.split()) or (
        start == sentence.start and re.match(rf"{_DAYS}$", quote) and re.match(r"[,.;]", after)
    ):
        return True
    if start == sentence.start and re.match(r"\s*(?:are|is|would be|suits?|works?) (?:better|best|good|fine|ok|okay|easier|easiest|ideal|preferred|me|for)\b", after):
        return True
    if re.match(r"(?:not|except|avoid) (?:in|during)|(?:not|never|avoid) (?:between|before|after)|.*\b(?:week|wk)s? (?:of|in) (?:the |each |every )?month$|.*\bschool (?:run|pick|drop)", quote):
        return not _HABIT.search(before)
    if re.match(r"(?:wk|w/c|week (?:commencing|beginning|of))", quote) and re.search(r"\b(?:in town|over|free|available|around|there|come|be in|visiting|back|here)\b[^.;]{0,20}$", before):
        return True
    if re.match(r"\s*(?:only )?(?:please|pls|plz)\b", after):
        return True
    if quote == "today" and (re.search(r"\b(?:better|worse|here|doing|feel\w*|pain|now|fine|good|bad) $", before) or re.match(r",? (?:i'd|i would|it's|i have|i'm)\b", after)):
        return False
    near = f"{before} {after}"
    if _NOT.search(before) and not re.search(r"\b(?:come|available|appointment|call|ring|free|book|see|cb|prefer|best)\b", before[-45:]):
        return False
    if _PAST.match(after) or re.search(r"\b(?:fixed|better|ready|healed|back|wedding|married) (?:by|before)\s*$", before + quote[:7]):
        return False
    if sentence.question and quote in ("today", "tomorrow", "this week", "next week", "tmrw", "tmw", "tomoz", "2moro", "tomorow", "tommorow") and re.match(r"\W*(?:can|could|any chance|any way|is there|do you|have you|would)\b", sentence.text, re.I):
        return True
    if quote in ("today", "tomorrow", "any time", "anytime", "day", "days", "any day", "next week", "this week", "next month", "work") and not _CUE.search(near.replace(quote, "")):
        return False
    if quote in ("day", "days", "weekdays", "weekday") or re.fullmatch(r"(?:any |most )?days?|nights|evenings?|mornings?|by \w+|work", quote):
        return bool(_SUITS.search(near)) and (quote not in ("day", "days", "most days", "nights", "by work") or bool(re.search(r"\b(?:free|available|can come|around) $", before)))
    if re.search(r"\bwants (?:dr |to see )?(?:\w+ )?$", before) and re.match(r"(?:after|before|mon|tue|wed|thu|fri|sat|any|early|late)", quote):
        return True
    if _BARE_HOUR.fullmatch(quote) and not _CUE.search(near):
        return False
    return bool(_CUE.search(sentence.text))


def _fact(text: str, start: int, end: int, places: Places) -> Fact:
    quote = text[start:end].rstrip(" ,.")
    while (lead := re.match(r"(?:on|every)\s+(?!other|second)(?=\w)", quote, re.I)) and not re.match(r"on \d", quote, re.I):
        start += lead.end()
        quote = quote[lead.end() :]
    value = " ".join(quote.casefold().split())
    if _CALL.search(places.before(start, reach=60)):
        value = f"call: {value}"
    return Fact("preferred_time", value, start, start + len(quote), quote, confidence=0.7, rule="preferred time")
