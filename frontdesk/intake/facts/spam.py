"""Marketing, link spam, miracle-cure testimonials: texts from which no fact is taken."""

from __future__ import annotations

import re

_SIGNS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (points, re.compile(shape, re.I))
    for points, shape in (
        (3, r"\b(?:seo|backlinks?|page 1 of google|search engine|rank(?:ing)?s? (?:higher|on|your|#?1)|guest post|link exchange|link building|domain authority|website traffic|web design|lead generation|digital marketing|social media marketing|google my business|increase (?:your )?traffic)\b"),
        (3, r"\b(?:no prescription|overnight shipping|cheap (?:oxy|tramadol|viagra|cialis|meds|pills)|buy (?:tramadol|xanax|viagra|oxy\w*|cialis|hydrocodone|adderall)|online pharmacy|casino|slots? online|betting|crypto|bitcoin|forex|payday|replica watches|escort|porn|adult dating|loan offer|essay writing|online poker)\b"),
        (4, r"\b(?:herbal (?:home|doctor|medicine|cure|remedy|center|centre)|spell caster|love spell|lost lover|bring back|natural root|traditional healer|cured? me (?:of|from)|god bless (?:you )?dr|whatsapp (?:him|her|them)|cures? (?:herpes|hiv|diabetes|cancer|hepatitis))\b"),
        (3, r"\b(?:our (?:team|company|agency|firm|system|device|product|platform|software) (?:of|is|can|offers?|provides?|specializ\w*|helps?)|we (?:offer|provide|are a leading|specialize in|manufacture|supply|can help (?:your|you) (?:clinic|practice|business|website))|no obligation (?:audit|quote|call)|free (?:audit|quote|trial|consultation call|demo)|b2b|wholesale|bulk (?:order|price)|oem|minimum order|email list|mailing list of)\b"),
        (2, r"\b(?:click (?:here|below|this|the link)|visit (?:my|our) (?:site|website|blog|page)|check (?:out )?(?:my|our|this) (?:site|website|blog|link)|unsubscribe|limited time|100% (?:guaranteed?|free|natural)|guarantee\w*|discount|\d+% off|act now|dm me|inbox me|telegram|whatsapp)\b"),
        (2, r"https?://|www\.|\[url|<a href|\.ru/|bit\.ly"),
        (2, r"\b(?:your (?:blog|post|article|website) is (?:great|amazing|awesome|very informative)|i (?:really )?(?:like|enjoy(?:ed)?|love) (?:your|this) (?:blog|website|site)|keep up the good work|bookmarked|great post|nice post|thanks for sharing|very informative (?:post|article|blog))\b"),
        (2, r"[★✔➤►✅🔥💰]|\${2,}|!{3,}"),
        (3, r"\b(?:inheritance|beneficiary|next of kin|million (?:dollars|usd|euros)|western union|wire transfer|lottery|investment opportunity|business proposal)\b"),
        (2, r"\b(?:practice growth|patient acquisition|more patients|new patients? (?:every|per|a) month|grow your (?:practice|business|clinic)|medical billing|revenue cycle|quick demo|15 minutes (?:on|for)|ultrasound (?:machines?|system)|distributor|sales rep|territory manager|account executive|staffing solution|credentialing service)\b"),
    )
)  # fmt: skip
_PERSON = re.compile(r"\b(?:my (?:knee|hip|back|shoulder|ankle|neck|pain|doctor|surgeon|husband|wife|mother|son|daughter)|i (?:have|had|am|hurt|suffer)|appointment|candidate|would (?:prp|prolo\w*|this) help)\b", re.I)


def is_spam(text: str) -> bool:
    """By points for the marks of advertising, fewer allowed where nobody speaks of their own body or asks for care."""
    head = text[:6000]
    points = sum(p for p, shape in _SIGNS if shape.search(head))
    links = len(re.findall(r"https?://|www\.", head))
    points += 2 if links >= 3 else 0
    personal = len(_PERSON.findall(head))
    return points >= (5 if personal else 4) or (points >= 3 and not personal and "?" not in head)
