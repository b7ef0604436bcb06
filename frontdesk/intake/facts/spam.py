"""Marketing, link spam, miracle-cure testimonials: texts from which no fact is taken."""

from __future__ import annotations

import re

_SIGNS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (points, re.compile(shape))
    for points, shape in (
        (3, r"\b(?:seo|backlinks?|outreach manager|page 1 of google|search engine|rank(?:ing)?s? (?:higher|on|your|#?1)|guest post|link exchange|link building|"
            r"domain authority|website traffic|web design|lead generation|digital marketing|social media marketing|google my business|"
            r"increase (?:your )?traffic)\b"),
        (3, r"\b(?:no prescription|overnight shipping|cheap (?:oxy|tramadol|viagra|cialis|meds|pills)|buy (?:tramadol|xanax|viagra|oxy\w*|cialis|"
            r"hydrocodone|adderall)|online pharmacy|casino|slots? online|betting|crypto|bitcoin|forex|payday|replica watches|escort|porn|"
            r"adult dating|loan offer|essay writing|online poker)\b"),
        (5, r"\b(?:herbalist|spiritual (?:healer|doctor|herbalist)|contact me on whatsapp|herbal (?:home|doctor|medicine|cure|remedy|center|centre)|"
            r"spell caster|cast(?:ed)? (?:a|the|his|her) spell|love spell|lost lover|"
            r"bring back|natural root|traditional healer|cured? me (?:of|from)|god bless (?:you )?dr|whatsapp (?:him|her|them)|cures? (?:herpes|hiv|"
            r"diabetes|cancer|hepatitis))\b"),
        (3, r"\b(?:for only \$\d+|reply with your budget|we will place|our (?:team|company|agency|firm|system|device|product|platform|software) (?:of|is|can|offers?|provides?|specializ\w*|helps?)|"
            r"we (?:help|grow|get|bring|fill|book|work with) (?:\w+ ){0,3}(?:clinics?|practices?|practitioners|providers|businesses|offices|doctors|"
            r"chiropractors)|get \d+ new patients|we (?:offer|provide|are a leading|specialize in|manufacture|supply|can help (?:your|you) (?:clinic|"
            r"practice|business|website))|no obligation (?:audit|quote|call)|free (?:audit|quote|trial|consultation call|demo)|b2b|wholesale|"
            r"bulk (?:order|price)|oem|minimum order|email list|mailing list of)\b"),
        (2, r"\b(?:click (?:here|below|this|the link)|visit (?:my|our) (?:site|website|blog|page)|check (?:out )?(?:my|our|this) (?:site|website|"
            r"blog|link)|unsubscribe|limited time|100% (?:guaranteed?|free|natural)|guarantee\w*|discount|\d+% off|act now|dm me|inbox me|telegram|"
            r"whatsapp)\b"),
        (2, r"https?://|www\.|\[url|<a href|\.ru/|bit\.ly"),
        (2, r"\b(?:your (?:blog|post|article|website) is (?:great|amazing|awesome|very informative)|i (?:really )?(?:like|enjoy(?:ed)?|love) (?:your|"
            r"this) (?:blog|website|site)|keep up the good work|bookmarked|great post|nice post|thanks for sharing|very informative (?:post|article|"
            r"blog))\b"),
        (2, r"[★✔➤►✅🔥💰]|\${2,}|!{3,}"),
        (3, r"\b(?:inheritance|beneficiary|next of kin|million (?:dollars|usd|euros)|western union|wire transfer|lottery|investment opportunity|business proposal)\b"),
        (2, r"\b(?:practice growth|patient acquisition|more patients|new patients? (?:every|per|a) month|(?:facebook|google|instagram) ads|"
            r"ad campaigns?|booked \d+ (?:consult\w*|appointments|patients)|(?:business|practice|clinic) owners?|grow your (?:practice|business|"
            r"clinic)|medical billing|revenue cycle|quick demo|15 minutes (?:on|for)|ultrasound (?:machines?|system)|distributor|sales rep|"
            r"territory manager|account executive|staffing solution|credentialing service)\b"),
        (3, r"\b(?:manufacturers?|suppliers?|exporters?|wholesalers?|fob|moq|esteemed (?:clinic|company|organi[sz]ation|practice)|"
            r"would like to (?:supply|introduce (?:our|my)|partner|collaborate|offer (?:our|you))|our (?:sales|products?|catalog(?:ue)?|range|rates|"
            r"clients|experts|agents|consultants|services)|best price|price list|kindly send your requirements|quotation)\b"),
        (3, r"\b(?:(?:clinics|practices|businesses|doctors|companies) like yours|reaching out (?:because|about|as|to (?:you|see|offer|introduce))|"
            r"territory (?:sales|manager)|sales (?:executive|manager|representative|team|director)|dear (?:practice|clinic|business|"
            r"office) (?:manager|owner)|decision maker|for a quick (?:demo|call|chat)|financing from)\b"),
        (3, r"\b(?:order (?:now|today|yours)|buy now|shop now|doctors? (?:hate|don't want)|money[- ]back|risk[- ]free|miracle|secret (?:formula|"
            r"remedy)|\d+% off|promo code|coupon|free shipping|while stocks? last)\b"),
        (3, r"\b(?:virtual assistants?|cold call\w*|answering service|outsourc\w*|software (?:for|to help) (?:clinics?|practices?|doctors?)|emr|"
            r"booking platform|reputation management|google reviews?|5[- ]star reviews|instagram followers|explainer video|logo design|"
            r"app development|wordpress (?:developer|expert|maintenance))\b"),
    )
)  # fmt: skip
_CURED = re.compile(
    r"\b(?:(?:pain|arthritis|knees?|back|disease|symptoms?) (?:\w+ ){0,4}?(?:vanished|disappeared|(?:was|were|is|are) (?:completely |totally |"
    r"all )?(?:gone|cured)|went away) (?:\w+ ){0,6}?(?:drops|gummies|patch\w*|balm|capsules?|formula|oil|herbal|herbs|device|pills|medicine|remedy|"
    r"cream|weeks|days)|cured? (?:me|my \w+) (?:of|from|with)|"
    r"(?:recovered|doubled|tripled) my (?:lost )?(?:bitcoin|money|investment|funds)|(?:herbal|spell|spiritual|traditional) (?:doctor|healer|home|caster))\b", re.I,
)
_CURED_BY = re.compile(
    r"\b(?:drops|gummies|patch\w*|balm|capsules?|formula|herbs|device)\b.{0,90}\bpain\w* (?:\w+ ){0,3}(?:vanished|disappeared|gone|went away)\b", re.I | re.S,
)  # fmt: skip
_BODY = (
    r"(?:knees?|hips?|back|shoulders?|ankles?|neck|elbows?|wrists?|hands?|foot|feet|heels?|thumbs?|fingers?|jaw|spine|joints?|pain|mri|x-?rays?|"
    r"surgeon|doctor|gp|son|daughter|mother|mum|mom|father|dad|wife|husband)"
)
_PERSON = re.compile(
    rf"\b(?:my (?:\w+ )?{_BODY}|i (?:have (?!\d|an? (?:offer|proposal|client|question))|suffer|hurt|tore|fell|am in pain|was diagnosed)|i've had)\b", re.I,
)  # fmt: skip
_ASKS = re.compile(
    r"\b(?:do you (?:offer|treat|think|do|take|see|accept|have)|can (?:you|u|prp|prolo\w*|this|it) (?:help|cure|treat|fix)|would (?:prp|prolo\w*|"
    r"this|it|you)|am i a|appointment|could (?:you|prp|this|it|i)|should i|how much (?:is|does|for|do|would)|"
    r"please (?:help|advi[sc]e|suggest)|is it (?:safe|possible|too)|what (?:can|should|are my)|candidate|come in|see someone)\b", re.I,
)  # fmt: skip
_SELLS = 4
"""Points from which a text sells something."""


def is_spam(text: str) -> bool:
    """By points for the marks of advertising; a person who speaks of their own body and asks for care may show more of them."""
    head = text[:6000].casefold()
    points = sum(p for p, shape in _SIGNS if shape.search(head))
    points += 2 if len(re.findall(r"https?://|www\.", head)) >= 3 else 0
    if (_CURED.search(head) or _CURED_BY.search(head)) and points >= 2:
        return True
    person, asks = bool(_PERSON.search(head)), bool(_ASKS.search(head))
    if person and asks:
        return points >= 2 * _SELLS
    return points >= (_SELLS + 1 if person else _SELLS) or (points >= 3 and not person and "?" not in head)
