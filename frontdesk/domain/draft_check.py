"""What stops a draft from going out, each with its sentence: a field not resolved, an address, advice, a fact of the person on a public page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from frontdesk.domain import mail
from frontdesk.domain.advice import LONGEST, Advice, Rule, advice_in
from frontdesk.domain.errors import BadInput
from frontdesk.domain.fact import Fact
from frontdesk.domain.fact_words import site_word, site_words
from frontdesk.domain.reply import Audience, Reply, unresolved

_TOLD = ("body_site", "pain_score", "duration", "mechanism", "procedure", "diagnosis", "medication", "age", "occupation", "phone", "email", "red_flag")
"""Kinds of facts that must not stand on a public page; the name and the question may."""


@dataclass(frozen=True, slots=True)
class Findings:
    """``stop`` is the first thing to mend, as a sentence, or empty. Places are code points of the body."""

    unresolved: tuple[tuple[int, int, str], ...] = ()
    advice: tuple[Advice, ...] = ()
    disclosed: tuple[tuple[int, int], ...] = ()
    address: str = ""
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Checker:
    """Made once for a case; ``check`` is pure and takes about a millisecond. ``known``: what else would betray the person (phone, chart)."""

    rules: tuple[Rule, ...] = ()
    approved: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    known: tuple[str, ...] = ()
    patient_phrases: tuple[str, ...] = ()
    allowed: tuple[str, ...] = field(default_factory=tuple)

    def check(self, reply: Reply) -> Findings:
        """Everything that stands in the way of this draft, the first of it as a sentence."""
        fields = unresolved(reply.body)
        advice = advice_in(reply.body, self.rules, approved=self.approved)
        public = reply.audience is Audience.PUBLIC
        disclosed, betrays = self._disclosed(reply.body) if public else ((), "")
        address = "" if public else _address(reply)
        return Findings(fields, advice, disclosed, address, self._stop(reply, fields, advice, betrays, address))

    def _stop(self, reply: Reply, fields: tuple[tuple[int, int, str], ...], advice: tuple[Advice, ...], betrays: str, address: str) -> str:
        if not reply.body.strip():
            return "Write the reply first, or press T for a text."
        if len(reply.body) > LONGEST:
            return f"The reply is longer than {LONGEST:,} letters. Shorten it, or attach an article."
        if fields:
            return f"Say what stands for “{fields[0][2].replace('_', ' ')}”, then send."
        if advice:
            return f"This sentence {advice[0].rule.why}: “{advice[0].sentence[:120]}”. Change it, or ask a clinician (Q)."
        return betrays or address

    def _disclosed(self, body: str) -> tuple[tuple[tuple[int, int], ...], str]:
        """Where a public line says something of the person, and the sentence for the first of it."""
        places: list[tuple[int, int]] = []
        first = ""
        for words, sentence in self._secrets():
            if any(words.casefold() in one.casefold() for one in self.allowed):
                continue
            pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
            for hit in re.finditer(pattern, body.replace("’", "'"), re.IGNORECASE):
                places.append(hit.span())
                first = first or sentence.format(words=body[hit.start() : hit.end()])
        return tuple(places), first

    def _secrets(self) -> Iterable[tuple[str, str]]:
        fact = "Everybody can read this line, and “{words}” is something the person told the clinic. Take it out, or reply privately."
        patient = "Everybody can read this line, and “{words}” says that the person is or will be a patient here. Take it out, or reply privately."
        for phrase in self.patient_phrases:
            yield phrase, patient
        for one in self.facts:
            if one.kind in _TOLD:
                for words in _ways_to_say(one):
                    yield words, fact
        for words in self.known:
            yield words, fact


def _ways_to_say(fact: Fact) -> Iterable[str]:
    """The person's own words, and the plain words for what they mean."""
    found = [" ".join(fact.quote.split())]
    if fact.kind == "body_site":
        found += [site_word(str(fact.value), fact.detail), site_words(str(fact.value), fact.detail)]
    elif fact.kind in ("procedure", "diagnosis", "medication", "occupation", "email", "phone", "mechanism"):
        found.append(str(fact.value))
    return sorted({words for words in found if len(words) > 2 or fact.kind == "age"}, key=len, reverse=True)


def _address(reply: Reply) -> str:
    if not reply.recipient.strip():
        return "There is no e-mail address to write to. Type one, or call the person."
    try:
        mail.address(reply.recipient)
        mail.header(reply.subject)
    except BadInput as trouble:
        return trouble.sentence
    return ""
