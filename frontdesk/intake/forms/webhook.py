"""The body of a webhook as it was caught: multipart/form-data without its header, or one line of name=value&name=value."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

_NAME = re.compile(r'content-disposition:[^\r\n]*?\bname="([^"\r\n]{0,200})"', re.I)

ENCODED = re.compile(r"(?=[^\s]*(?:mail|name|message|phone|comment)[\w\[\]%.-]{0,20}=)[\w\[\]%.-]{1,80}=[^&\s]*(?:&[\w\[\]%.-]{1,80}=[^&\s]*)+\Z", re.I)


def fields(text: str) -> dict[str, Any]:
    """Field -> value; one that stands more than once has a list."""
    boundary = text.lstrip().split("\n", 1)[0].strip()
    found: dict[str, Any] = {}
    if ENCODED.match(text.strip()):
        for field, said in parse_qsl(text.strip(), max_num_fields=5_000):
            key = field.removesuffix("[]")
            found[key] = f"{found[key]}, {said}" if key in found else said
        return found
    for piece in text.split(boundary)[1:5_000]:
        head, _, body = re.sub(r"\A\r?\n", "", piece).replace("\r\n", "\n").partition("\n\n")
        name = _NAME.search(head)
        value = body.rstrip("\n").removesuffix("--").strip("\n") if name else ""
        if not name or not value.strip() or "filename=" in head:
            continue
        key = name[1].removesuffix("[]")
        found[key] = value if key not in found else f"{found[key]}, {value}"
    return found
