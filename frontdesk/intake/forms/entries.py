"""Where in JSON the entries of a form stand, and the answers in each: (label, value, hint of its kind)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from frontdesk.intake.forms import php
from frontdesk.intake.forms.labels import folded, kind_of

DEEPEST = 12
_CONTAINERS = frozenset((
    "answers", "fields", "values", "data", "response", "responses", "submission", "submissions", "meta", "properties", "human_fields",
    "ordered_human_fields", "user_inputs", "item_meta", "rawrequest", "form_response", "form_data", "formdata", "posted_data", "form_value", "body",
    "entry", "content", "attributes", "payload", "metadata", "field_values", "hidden", "form", "submission_data", "record", "params", "post", "request",
    "result", "event", "details", "formresponse", "meta_data",
))  # fmt: skip
_VALUE = ("value", "answer", "prettyFormat", "submission_data_value", "field_value", "answers", "response", "textAnswers", "selected", "content", "text")
_LABEL = ("label", "title", "question", "field_label", "text", "name", "key", "ref", "field_name", "slug", "questionId", "field_id", "id", "field")
_HINTS = {
    "email": ("email", "control_email", "input_email", "emailaddress"),
    "phone": ("phone", "tel", "phone_number", "control_phone", "input_phone_number", "phonenumber", "mobile"),
    "name": ("name", "control_fullname", "fullname", "full_name"), "page": ("page_url",), "ip": ("ip", "remote_ip"),
    "text": ("textarea", "paragraph-text", "control_textarea", "long_text", "paragraph", "multi_line_text", "multiline", "comment",
             "single-line-text"),
    "consent": ("gdpr", "acceptance", "consent", "terms", "gdpr-checkbox", "control_terms", "legal"),
    "skip": ("html", "captcha", "recaptcha", "divider", "section", "pagebreak", "page", "control_head", "control_button", "control_pagebreak",
             "control_captcha", "control_text", "control_divider", "password", "os", "browser", "submit", "honeypot", "button", "file-upload", "signature",
             "control_collapse", "control_image", "hcaptcha", "turnstile", "likert", "product", "total"),
}  # fmt: skip
_HINT = {name: kind for kind, names in _HINTS.items() for name in names}
_MARKS = frozenset((
    "form_id", "formid", "date_created", "entry_id", "submissionid", "submission_id", "answers", "form_response", "source_url", "submittedat", "item_key",
    "rawrequest", "landing_id", "responseid", "is_starred", "payment_status",
))
_THINGS = frozenset(("slug", "_links", "link", "version", "dependencies", "license", "sku", "price", "url"))
"""Keys of articles, products and programs, which have names and descriptions too."""

_TECHNICAL = frozenset(("pretty", "type", "slug", "object", "kind", "event", "event_type", "event_id", "eventid", "eventtype", "webhookurl", "username",
                        "action", "locale", "api_version", "portalid", "is_draft", "status_code", "success", "total", "count", "page_count", "total_items", "definition",
                        "displayname", "siteid", "workspaceid", "localeid"))
_NUMBER = re.compile(r"^(\d{1,5})(?:\.(\d{1,3}))?$")
_QUESTION = re.compile(r"^q\d{1,4}_(\w+)$")

Definition = Mapping[str, tuple[str, str]]
"""Label and type of a form's fields, by their number."""

Told = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """``form``: it looks like somebody's entry, or like a form's; ``sure``: a form's service says so itself; ``utc``: its dates without an offset are UTC.

    ``strange``: a row among entries that is none, as it stands; it has no answers.
    """

    answers: tuple[Told, ...]
    form: bool
    sure: bool = False
    utc: bool = False
    strange: str = ""


def definitions(value: Any) -> dict[str, Definition]:
    """Forms that are defined in the value: id of the form -> its fields. One without an id counts for all entries."""
    found: dict[str, Definition] = {}
    for one in dicts_in(value):
        fields = one.get("fields")
        if isinstance(fields, list) and fields and all(isinstance(f, dict) and "id" in f and "type" in f and "value" not in f and "answer" not in f for f in fields):
            labels: dict[str, tuple[str, str]] = {}
            for f in fields:
                label, kind = str(f.get("adminLabel") or f.get("label") or f.get("title") or ""), str(f.get("type", ""))
                labels[str(f["id"])] = labels[str(f.get("ref", f["id"]))] = (label, kind)
                for part in f.get("inputs") or ():
                    if isinstance(part, dict) and "id" in part:
                        labels[str(part["id"])] = (f"{label} ({part.get('label', '')})", kind)
            form = next((str(f["formId"]) for f in fields if "formId" in f), str(one.get("id", "")))
            found[form] = labels
    return found


def dicts_in(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a value, however deep, the outer ones first."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(one, dict | list):
            yield from dicts_in(one, depth + 1)


def found_in(value: Any, labels: Mapping[str, Definition], depth: int = 0) -> Iterator[Entry]:
    """Entries in the order found. A record in a list that is nobody's entry is given too, so that it is counted."""
    value = _unwrapped(value)
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        if _is_pairs(value):
            yield Entry(tuple(_answers({"fields": value}, labels)), form=True, sure=True)
            return
        yield from _rows(value, labels, depth)
    elif isinstance(value, dict) and not _is_definition(value):
        entry = _entry(value, labels)
        if entry.form:
            yield entry
            return
        inner = [one for v in value.values() for one in found_in(v, labels, depth + 1) if isinstance(_unwrapped(v), dict | list)]
        yield from inner or ([entry] if entry.answers and depth and not labels else [])


def _rows(value: list[Any], labels: Mapping[str, Definition], depth: int) -> Iterator[Entry]:
    """The entries of a list. Where it is a list of entries, what stands among them and is none is given too, so that no row goes unaccounted."""
    parts = [list(found_in(one, labels, depth + 1)) for one in value]
    entries = any(entry.form for part in parts for entry in part)
    for one, part in zip(value, parts, strict=True):
        if part or not entries or (isinstance(one, dict) and definitions(one)):
            yield from part
        else:
            yield Entry((), form=False, strange=json.dumps(one, ensure_ascii=False)[:20_000])


def _unwrapped(value: Any) -> Any:
    """A value that stands as a string of JSON or of PHP in another one."""
    if isinstance(value, str) and value.startswith(("{&quot;", "[&quot;")):
        value = unescape(value)
    if isinstance(value, str) and len(value) > 1 and value[0] in "{[" and value.rstrip()[-1:] in "}]":
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    if isinstance(value, str) and re.match(r"a:\d{1,5}:\{", value):
        return php.loads(value) or value
    return value


def _is_definition(value: Mapping[str, Any]) -> bool:
    fields = value.get("fields")
    return isinstance(fields, list) and "answers" not in value and bool(definitions([value])) and not set(value) & {"entries", "submissions", "responses", "items"}


def _is_pairs(value: list[Any]) -> bool:
    """Fields one by one, each with its value: one entry, not many."""
    return len(value) >= 2 and all(isinstance(v, dict) and _valued(v) for v in value)


def _valued(one: Mapping[str, Any]) -> bool:
    labelled = any(k in one for k in _VALUE[:-2]) and any(k in one for k in (*_LABEL, "field_type"))
    return labelled or ("field" in one and str(one.get("type")) in one)


def _entry(value: Mapping[str, Any], labels: Mapping[str, Definition]) -> Entry:
    answers = tuple(_answers(value, labels))
    kinds = {kind_of(label) or hint for label, told, hint in answers if told}
    marked = bool({str(k).casefold() for k in value} & _MARKS)
    text_only = set(value) >= {"id", "text"} and isinstance(value["text"], str) and not kinds & {"email", "phone", "name"}
    if text_only:
        return Entry((("", str(value["text"]), "message"), ("id", str(value["id"]), "id")), form=True)
    reach = bool(kinds & {"email", "phone"}) and len(kinds) > 1
    wrote = "message" in kinds and bool(kinds & {"name", "given", "date"}) and not set(value) & _THINGS
    return Entry(answers, form=(reach or wrote or (marked and bool(answers))) and "_links" not in value, sure=marked, utc="date_created" in value)


def _answers(value: Mapping[str, Any], labels: Mapping[str, Definition], depth: int = 0) -> Iterator[Told]:
    """Scalars under their own names, fields under their labels; containers opened."""
    form = labels.get(str(value.get("form_id", "")), labels.get("", next(iter(labels.values()), {}) if len(labels) == 1 else {}))
    if depth > 6:
        return
    if isinstance(raw_request := _unwrapped(value.get("rawRequest")), dict):
        yield from _requested(value, raw_request, labels)
        return
    yield from _numbered(value, form)
    for key, raw in value.items():
        name, told = str(key), _unwrapped(raw)
        if _NUMBER.match(name) and not (isinstance(told, dict) and _valued(told)):
            continue
        low = name.casefold()
        if isinstance(told, dict) and set(told) == {"value"}:
            told = _unwrapped(told["value"])
        if isinstance(told, dict):
            yield from _from_dict(name, told, labels, form, depth, opened=low in _CONTAINERS)
        elif isinstance(told, list):
            yield from _from_list(name, told, labels, form, depth)
        elif (text := _word(told)) and low not in _TECHNICAL and not low.startswith(("__", "_wp", "_fluent")):
            yield _named(name, form), text, _HINT.get(low, "")


def _requested(value: Mapping[str, Any], raw: dict[str, Any], labels: Mapping[str, Definition]) -> Iterator[Told]:
    """Jotform's webhook: the answers are those with a question's number; everything around them is the form's own."""
    for key, kind in (("submissionID", "id"), ("formID", "formid"), ("ip", "ip")):
        yield key, _word(value.get(key)), kind
    yield from _answers({key: told for key, told in raw.items() if _QUESTION.match(str(key))}, labels, 1)


def _named(name: str, form: Definition) -> str:
    """A field's label: by the form's definition, without the number that Jotform puts before it."""
    if name in form:
        return form[name][0]
    question = _QUESTION.match(name)
    return question[1] if question else name


def _from_dict(name: str, told: dict[str, Any], labels: Mapping[str, Definition], form: Definition, depth: int, *, opened: bool) -> Iterator[Told]:
    if name == "definition" or (name == "form" and "fields" not in told):
        return
    if _valued(told):
        yield from _field(told, form, name)
    elif told and all(isinstance(v, dict) and (_valued(v) or "type" in v) for v in told.values()):
        for inner, one in told.items():
            yield from _field(one, form, str(inner))
    elif opened:
        yield from _answers(told, labels, depth + 1)
    else:
        yield from _composed(_named(name, form), told, "")


def _from_list(name: str, told: list[Any], labels: Mapping[str, Definition], form: Definition, depth: int) -> Iterator[Told]:
    fields = [one for one in told if isinstance(one, dict) and _valued(one)]
    if fields:
        for one in fields:
            yield from _field(one, form, "")
    elif text := ", ".join(filter(None, map(_word, told))):
        yield _named(name, form), text, ""


def _field(one: Mapping[str, Any], form: Definition, key: str) -> Iterator[Told]:
    """One field with its label, type and value, in whichever words a service puts them."""
    kind = str(one.get("type") or one.get("field_type") or "")
    raw = one.get(kind) if kind in one and "field" in one else next((one[k] for k in _VALUE if one.get(k) not in (None, "", [])), "")
    inner = one.get("field")
    numbers = (inner.get("id"), inner.get("ref")) if isinstance(inner, dict) else (one.get("id"), one.get("field_id"), key)
    known = next((form[str(k)] for k in numbers if k is not None and str(k) in form), None)
    label = next((str(one[k]) for k in _LABEL if isinstance(one.get(k), str | int) and one.get(k) is not raw and not isinstance(one.get(k), bool)), key)
    if isinstance(inner, dict):
        label = str(inner.get("title") or inner.get("ref") or "")
        kind = kind if kind in _HINT else str(inner.get("type", kind))
    label, kind = (known[0] or label, known[1] or kind) if known else (label, kind)
    hint = _HINT.get(kind.casefold(), "")
    if hint == "skip" or kind.casefold().startswith(("control_head", "control_button")):
        return
    told = _unwrapped(raw)
    if isinstance(told, list) and isinstance(options := one.get("options"), list):
        named = {str(o.get("id")): _word(o.get("text") or o.get("label")) for o in options if isinstance(o, dict)}
        told = [named.get(str(v)) or v for v in told]
    if isinstance(told, dict):
        yield from _composed(label, told, hint)
    elif isinstance(told, list):
        yield label, ", ".join(filter(None, (_word(v) if not isinstance(v, dict) else _whole(v) for v in told))), hint
    elif text := _word(told):
        yield label, text, hint


def _composed(label: str, told: Mapping[str, Any], hint: str) -> Iterator[Told]:
    """A name, telephone, address or date whose parts have names of their own."""
    parts = {folded(str(k)).removesuffix(" name"): _word(v) for k, v in told.items() if _word(v)}
    if {"first", "last"} & set(parts) and set(parts) <= {"prefix", "title", "first", "middle", "last", "suffix"}:
        yield "First name", " ".join(filter(None, (parts.get("first", ""), parts.get("middle", "")))), "given"
        yield "Last name", parts.get("last", ""), "family"
    elif parts.get("name") and "@" in parts.get("email", ""):
        yield "Name", parts["name"], "name"
        yield "Email", parts["email"], "email"
    elif {"phone", "full", "area"} & set(parts) and set(parts) <= {"country", "area", "phone", "full", "masked", "national"}:
        yield label or "Phone", parts.get("full") or " ".join(filter(None, (parts.get("country", ""), parts.get("area", ""), parts.get("phone", "")))), hint or "phone"
    elif {"year", "month", "day"} <= set(parts):
        yield label, f"{parts['year']}-{parts['month']:0>2}-{parts['day']:0>2}", ""
    elif text := _whole(told):
        yield label, text, hint


def _whole(told: Mapping[str, Any]) -> str:
    """Every word inside, in order; of technical bags, such as a widget's settings, nothing."""
    found = []
    for key, value in told.items():
        if folded(str(key)) in ("implementation", "col ids", "row ids", "settings", "objecttypeid", "object type id", "id", "ref", "type"):
            continue
        value = _unwrapped(value)
        if isinstance(value, dict):
            found.append(_whole(value))
        elif isinstance(value, list):
            found.append(", ".join(_whole(v) if isinstance(v, dict) else _word(v) for v in value))
        else:
            found.append(_word(value))
    return ", ".join(filter(None, found))


def _word(value: Any) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return str(value).strip()


def _numbered(value: Mapping[str, Any], form: Definition) -> Iterator[Told]:
    """Gravity's entries: keys are numbers of fields and of their inputs; a repeater nests more of them."""
    groups: dict[str, dict[str, Any]] = {}
    for key, raw in value.items():
        if (found := _NUMBER.match(str(key))) and not (isinstance(raw, dict) and _valued(raw)):
            groups.setdefault(found[1], {})[found[2] or ""] = _unwrapped(raw)
    for number, parts in groups.items():
        label, kind = form.get(number, (f"Field {number}", ""))
        texts = {part: _word(raw) for part, raw in parts.items()}
        name = kind == "name" or (not kind and not texts.get("1") and bool(texts.get("3") and texts.get("6")) and not any(c.isdigit() for c in texts["3"] + texts["6"]))
        if name and (texts.get("3") or texts.get("6")):
            yield "First name", " ".join(filter(None, (texts.get("3", ""), texts.get("4", "")))), "given"
            yield "Last name", texts.get("6", ""), "family"
            continue
        if kind == "consent" or (not kind and texts.get("1") == "1" and texts.get("3", "").isdigit()):
            continue
        for raw in parts.values():
            for inner in raw if isinstance(raw, list) else ():
                if isinstance(inner, dict):
                    yield from _numbered(inner, form)
        text = ", ".join(filter(None, (", ".join(filter(None, map(_word, raw))) if isinstance(raw, list) else _word(raw) for raw in parts.values())))
        if text:
            yield label, text, _HINT.get(kind, "")
