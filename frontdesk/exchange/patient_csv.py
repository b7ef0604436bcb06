"""Tables of people as CSV: any delimiter, any encoding, with or without a header, quotes that do not close.

What a column holds is guessed from its title, else from its values; the guess is given back and may be given in.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain, islice
from typing import IO

from frontdesk.domain import cells
from frontdesk.domain.encoding import codec_of, text_of
from frontdesk.domain.incoming import MANY, Column, Incoming, IncomingPerson
from frontdesk.domain.inquiry import Piece
from frontdesk.exchange import dates, fixed_width, national, people, relations
from frontdesk.exchange.people import Parts
from frontdesk.exchange.table_rows import Row, blank, delimiter_of, lines_of, quote_of, records
from frontdesk.exchange.writers.patient_csv import HEADER
from frontdesk.settings import resource

BATCH = 500
MOST_BESIDE = 80
"""Cells of one row that are kept beside the record; of further ones only the titles."""

_LOOK = 200
"""Rows from which delimiter, header and columns are guessed."""

def _key(title: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold().replace("ß", "ss")) if not unicodedata.combining(c))
    return "".join(filter(str.isalnum, bare))


def _words() -> dict[str, str]:
    """Field by title; the first field that names a title has it."""
    found: dict[str, str] = {}
    for line in resource("words/columns.txt").read_text(encoding="utf-8").splitlines():
        field, _, words = line.partition(":")
        if not line.startswith("#"):
            for word in words.split():
                found.setdefault(_key(word), field)
    return found


_FIELD_OF = _words()
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"[+(]?[\d][\d\s().\-/+x]{5,24}")
_POSTCODE = re.compile(r"\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d", re.I)
_NAME = re.compile(r"[^\W\d_][^\d@;:<>=]{0,60}")
_CITY_FIRST = re.compile(r"([^\W\d][^\d,]*?),?\s+([A-Z]{2})\.?(?:,?\s+(\d{5}(?:-\d{4})?))?")
_CODE_FIRST = re.compile(r"((?:[A-Z]{1,2}-)?\d{4,5})\s+([^\W\d].*)")
_FOOT = re.compile(r"\(\d+ rows?\)|\W*(?:grand )?(?:totals?|sum|count|records?|rows?|page|report|printed|generated|exported|end of)\b.{0,80}"
    r"|\d{1,7} (?:patients?|clients?|people|persons?|contacts?|members?|entries|results?|names?)\b.{0,40}"
    r"|(?:patients?|clients?|contacts?)(?: (?:listed|total|count))?\s*[:=]\s*\d{1,7}", re.I)  # fmt: skip
"""What reports put below their tables."""
_TOTALS = re.compile(r"\W*(?:grand |sub)?-?(?:totals?|sum|count|balance)\W*", re.I)
_RULED = re.compile(r"[-=+_| ]{2,}")
_NO_DATE = re.compile(r"(?:0{4}-0{2}-0{2}|0001-01-01|0?0[/.]0?0[/.]0{2,4}|0?1[/.]0?1[/.]0001)(?:[T ][0:.]*)?")
"""What databases write for a date that nobody has said."""
_LABELLED = re.compile(r"(?P<label>[^\W\d_][\w ]{0,20}?)\s?:\s*(?P<number>\+?[\d(][\d\s().\-/x]{5,30})", re.I)
_STREET = re.compile(r"\d+\w?\s+\S.*[^\W\d_]|[^\W\d_].*\s\d+\w?")
_NUMBER = re.compile(r"[A-Z]{0,4}-?\d{1,12}|[0-9a-f-]{36}", re.I)
_WORDS = frozenset({"given", "family", "name", "city"})
"""Fields that hold words: a column of dates or addresses beneath such a title belongs to another."""
_NOTHING = frozenset({"NULL", "null", "<null>", "(null)", "\\N", "NaN", "nan", "N/A", "n/a", "#N/A", "None"})
"""What databases and programs write for a cell that holds nothing."""
_YES, _NO = re.compile(r"y|yes|t|true|1|x|ja|j|oui|s[iíì]|sim|tak", re.I), re.compile(r"n|false|0|f|nein|nee|non|n[aã]o|nie", re.I)
_ALLERGIES = re.compile(r"allerg|alerg|uczulen|アレルキー|アレルギー|过敏|알레르기|аллерг")
_OF_THE_ROW = frozenset({"id", "uuid", "guid", "number", "identifier", "externalid", "refid"})
"""Titles of numbers that may be the row's: where another one is the patient's own, that one is meant (OpenEMR: pid, not id)."""
_GENDER = frozenset({"m", "f", "male", "female", "w", "d", "man", "woman", "o", "u", "unknown", "other"})


def titled(title: str) -> str:
    """The field a column's title speaks of, or empty."""
    key = _key(re.sub(r"\([^()]*\)?", "", title[:100]) or title[:100])
    bare = [key.removeprefix(word) for word in ("patient", "pat", "person", "contact", "primary")]
    found = next((_FIELD_OF[word] for word in (key, *bare, re.sub(r"\d$", "", key)) if word in _FIELD_OF), "")
    return "" if found == "not_people" else found or ("national" if national.kind(words=title[:100]) else "")


def _is_ours(titles: Sequence[str]) -> bool:
    """Whether these are the titles of a table that this program has written: each column is what it says."""
    return tuple(map(_key, titles)) == tuple(map(_key, HEADER))


def guess(head: Sequence[Sequence[str]], *, day_first: bool, today: date) -> tuple[tuple[Column, ...], bool]:
    """What each column holds, and whether the first row is a header."""
    if not head:
        return (), False
    first = _closed(head[0]) if len(head[0]) > max(map(len, head[1:]), default=len(head[0])) else head[0]
    width = max(len(first), *map(len, head[1:])) if head[1:] else len(first)
    by_title = [titled(cell) for cell in first]
    header = sum(map(bool, by_title)) >= 2 or (sum(map(bool, by_title)) == 1 and len(first) <= 3 and not any(c.isdigit() for cell in first for c in cell))
    rows = head[1:] if header else head
    ours = _is_ours(first)
    columns = []
    for number in range(width):
        values = [row[number].strip() for row in rows if number < len(row) and row[number].strip()]
        title = first[number].strip() if header and number < len(first) else ""
        field = (by_title[number] if number < len(first) else "") if header else _held(values, day_first=day_first, today=today)
        if field and not ours and not _fits(field, values, day_first=day_first, today=today):
            field = ""
        columns.append(Column(number, people.line(title, 80), field, people.line(values[0] if values else "", 60)))
    names = [c.number for c in columns if c.field == "name"] if not header else []
    turned = len(names) > 1 and _family_first(rows, *names[:2])
    return tuple(_settled(columns, header, turned=turned)), header


def _closed(titles: Sequence[str]) -> list[str]:
    """Titles that a comma within brackets has parted, put together again: "Name (Last", "First)"."""
    found: list[str] = []
    for title in titles:
        if found and found[-1].count("(") > found[-1].count(")"):
            found[-1] = f"{found[-1]}, {title}"
        else:
            found.append(title)
    return found


def titles_over(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand over the header: a title, a date, names of groups of columns."""
    known = [sum(map(bool, map(titled, row))) for row in rows[:6]]
    best = max(known, default=0)
    at = known.index(best) if best >= 2 else 0
    return at if at and (known[0] <= 1 or 2 * known[0] <= best) and sum(bool(c.strip()) for c in rows[0]) <= max(2, len(rows[at]) // 2) else 0


def _fits(field: str, values: list[str], *, day_first: bool, today: date) -> bool:
    """Whether the values of a column could be what its title says."""
    some = values[:50]
    if not some:
        return True
    if field == "birth_date":
        return any(_NO_DATE.fullmatch(v) or dates.birthday(v, day_first=day_first, latest=today) or dates.serial(v) for v in some)
    if field == "email":
        return any("@" in v for v in some)
    if field == "salutation":
        return all(len(v) <= 12 for v in some)
    if field in _WORDS:
        return sum(any(c.isalpha() for c in v) and "@" not in v for v in some) * 2 >= len(some)
    if field in ("guardian", "carer", "emergency"):
        return any(c.isalpha() for v in some for c in v)
    if field == "postcode":
        return not any("@" in v for v in some)
    if field in ("phone", "mobile", "work_phone"):
        return any(sum(c.isdigit() for c in v) >= 6 for v in some)
    return True


def _held(values: list[str], *, day_first: bool, today: date) -> str:
    """What a column without a title holds, by most of its values."""
    some = values[:_LOOK]
    if not some:
        return ""
    for field, test in (
        ("national", national.looks_like_one), ("email", lambda v: bool(_EMAIL.fullmatch(v))),
        ("birth_date", lambda v: len(v) >= 6 and dates.birthday(v, day_first=day_first, latest=today) is not None),
        ("gender", lambda v: v.casefold() in _GENDER), ("postcode", lambda v: bool(_POSTCODE.fullmatch(v))),
        ("phone", lambda v: bool(_PHONE.fullmatch(v)) and sum(c.isdigit() for c in v) >= 7), ("id", lambda v: bool(_NUMBER.fullmatch(v))),
        ("street", lambda v: bool(_STREET.fullmatch(v))), ("name", lambda v: bool(_NAME.fullmatch(v))),
    ):  # fmt: skip
        if sum(map(test, some)) >= 0.8 * len(some) and test(some[0]):
            return field
    return ""


@cache
def _given_names() -> frozenset[str]:
    lines = resource("names/given.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def _family_first(rows: Sequence[Sequence[str]], one: int, other: int) -> bool:
    """Whether the second of two columns of names is the one with given names in it, as far as they are known ones."""
    def known(number: int) -> int:
        return sum((row[number].split() or [""])[0].casefold() in _given_names() for row in rows if number < len(row))

    return known(other) > 2 * known(one)


def _settled(columns: list[Column], header: bool, *, turned: bool) -> Iterator[Column]:
    """Each field once. Without a header, two columns of names are given and family name (or ``turned``); a third is a city."""
    seen: set[str] = set()
    names = [c.number for c in columns if c.field == "name"] if not header else []
    number = min((c for c in columns if c.field == "id"), key=lambda c: _key(c.title) in _OF_THE_ROW, default=None)
    whole = sum(" " in c.sample for c in columns if c.field == "name") if not header else 0
    for column in columns:
        field = column.field
        if column.number in names and len(names) > 1 and not (whole and " " in column.sample):
            place = names.index(column.number)
            field = (("family", "given", "city") if turned else ("given", "family", "city"))[place] if place < 3 else ""
        if field == "id" and column is not number:
            field = ""
        if field in seen and field not in MANY:
            field = {"phone": "mobile", "name": "", "street": "street2"}.get(field, "")
            field = "" if field in seen else field
        seen.add(field)
        yield Column(column.number, column.title, field, column.sample)


def about_people(columns: Sequence[Column], *, header: bool) -> bool:
    """Whether the table's columns speak of people to be put on file: names, and something that no list of messages has."""
    fields = {c.field for c in columns}
    named = bool(fields & {"family", "name", "given"})
    if not header:
        return named and "birth_date" in fields and bool(fields & {"phone", "email", "postcode", "street", "id", "national", "gender"})
    own = bool(fields & {"birth_date", "birth_year", "street", "city", "place", "postcode", "id", "national", "gender"})
    return named and own and not any(_FIELD_OF.get(_key(c.title)) == "not_people" for c in columns)


def _parted(look: Sequence[str], *, day_first: bool, today: date) -> Callable[[Iterator[str]], Iterator[Row]]:
    """How the lines of this table become rows: by a sign, or by blanks where only so it speaks of people."""
    by_sign: Callable[[Iterator[str]], Iterator[Row]] = partial(records, delimiter=delimiter_of(look), quote=quote_of(look))
    ways = [starts for starts in (fixed_width.starts_of(look), fixed_width.starts_of(look, strays=0.1)) if len(starts) > 1]
    if not ways:
        return by_sign

    def known(part: Callable[[Iterator[str]], Iterator[Row]]) -> bool:
        rows = [row.cells for row in part(iter(look)) if row.filled and not row.fault]
        columns, header = guess(rows[titles_over(rows) :], day_first=day_first, today=today)
        return about_people(columns, header=header)

    every: tuple[Callable[[Iterator[str]], Iterator[Row]], ...] = (by_sign, *(partial(fixed_width.records, starts=starts) for starts in ways))
    return next((way for way in every if known(way)), by_sign)


def _head_rows(head: bytes, today: date) -> tuple[list[Row], int]:
    """The first rows of a file by its first bytes, and how many of its lines were no row."""
    text = text_of(head)
    text = text.replace("\0", "") if text.count("\0") * 50 < len(text) else ""
    lines = [line for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text) if not blank(line)][:_LOOK]
    lines = _without_sep(lines[:-1] if len(lines) > 1 and len(head) >= 1 << 16 else lines)
    found = list(_parted(lines, day_first=False, today=today)(iter(lines))) if lines else []
    rows = [row for row in found if row.filled]
    return rows, sum(bool(row.fault) for row in found if not row.filled)


def speaks_of_people(head: bytes, *, today: date) -> bool:
    """Whether the first bytes of a file are a table of people."""
    rows, bad = _head_rows(head, today)
    rows = rows[titles_over([row.cells for row in rows]) :]
    columns, header = guess([row.cells for row in rows[:1] + [r for r in rows[1:] if not r.fault]], day_first=False, today=today)
    return len(columns) > 1 and (bad < 2 or bad * 10 <= len(rows)) and about_people(columns, header=header) and _even([row.cells for row in rows if not row.fault])


def _even(rows: Sequence[Sequence[str]]) -> bool:
    sizes = [len(row) for row in rows]
    return not sizes or sizes.count(max(set(sizes), key=sizes.count)) >= 0.6 * len(sizes)


def _without_sep(lines: list[str]) -> list[str]:
    """Spreadsheets put "sep=;" into a line of its own; the lines keep their numbers."""
    return ["\n", *lines[1:]] if lines and re.fullmatch(r"\s*\"?sep=.\"?\s*", lines[0], re.I) else lines


def read(handle: IO[bytes], size: int, *, day_first: bool, today: date, mapping: Mapping[int, str] | None = None, sure: bool = True) -> Iterator[Incoming]:
    """Every row is a person or refused with its reason. ``mapping``: field by column number, over the guess. Not ``sure``: no guess is followed."""
    lines = lines_of(handle, _codec(handle))
    look = _without_sep(list(islice(lines, _LOOK)))
    part = _parted(look, day_first=day_first, today=today)
    rows = [row.cells for row in part(iter(look)) if row.filled]
    over = titles_over(rows)
    columns, header = guess(rows[over:], day_first=day_first, today=today)
    if mapping is not None:
        columns = tuple(Column(c.number, c.title, mapping.get(c.number, ""), c.sample) for c in columns)
    table = _Table(columns, header, day_first, today, rows, over)
    yield Incoming("CSV of people", columns=columns)
    if not {c.field for c in columns} & {"family", "name", "given"} or not (sure or mapping):
        titles = ", ".join(c.title or f"column {c.number + 1}" for c in columns[:20])
        many = len(rows) - over - header + sum(not blank(line) for line in lines)
        reason = f"No column of this table is known to hold names, so nobody was made of its rows. Its columns: {titles}."
        if len(columns) < 2 and any("  " in line.strip() for line in look):
            reason = "Only blanks part the columns of this table, and not in the same places in every row. Export it as CSV, with commas, and bring that in."
        yield Incoming("CSV", kept_apart={"row of a table without names": max(0, many)}, refused=(Piece(reason, "the whole file"),), progress=1.0)
        return
    yield from table.read(part(chain(look, lines)), handle, size)


def _codec(handle: IO[bytes]) -> str:
    """The encoding of a file, by the first stretch of it that says something; the file is at its beginning again."""
    name = codec_of(handle.read(1 << 16))
    while name == "utf-8" and (more := handle.read(1 << 20)):
        try:
            codecs.getincrementaldecoder("utf-8")("strict").decode(more.lstrip(bytes(range(0x80, 0xC0))))
        except UnicodeDecodeError:
            name = codec_of(more)
    handle.seek(0)
    return "utf-8-sig" if name == "utf-8" else name


def _placed(text: str) -> tuple[str, str, str]:
    """City, region and postcode that stand in one cell: "Austin, TX 78701", "50667 Köln"; where it is neither, all of it is the city."""
    if found := _CITY_FIRST.fullmatch(text.strip()):
        return found[1].strip(), (found[2] or "").strip(), (found[3] or "").strip()
    if found := _CODE_FIRST.fullmatch(text.strip()):
        return found[2].strip(), "", found[1]
    return text, "", ""


_DAYS_FIRST = re.compile(r"^nee?(?:le)?$|geb|naissance|nacimiento|nascita|nascimento|fodsel|fodelse|syntyma|urodzenia|narozeni|szuletes|рожд")


def _writes_days_first(columns: Sequence[Column]) -> bool:
    """Whether the title of the birth dates is in a language whose dates begin with the day."""
    return any(column.field == "birth_date" and _DAYS_FIRST.search(_key(column.title)) for column in columns)


def _numbers(cell: str) -> list[str]:
    """The numbers of a cell that holds several, each with a word of its own: "Mobile: 0491 ..., Home: 02 ..."; the mobile one first."""
    parts = [part.strip() for part in re.split(r" ::: |[,;\n]\s*", cell)]
    labelled = [found for part in parts if (found := _LABELLED.fullmatch(part))]
    if len(labelled) < len(parts):
        return cell.split(" ::: ")
    return [found["number"] for found in sorted(labelled, key=lambda found: not re.match(r"mob|cell|handy", found["label"], re.I))]


class _Table:
    """``ours``: written by this program, so that a number is taken as it stands, however short."""

    def __init__(self, columns: Sequence[Column], header: bool, day_first: bool, today: date, rows: Sequence[Sequence[str]], over: int) -> None:
        self.columns, self.header, self.today, self.over = columns, header, today, over
        born = next((c.number for c in columns if c.field == "birth_date"), None)
        said = dates.says_day_first(row[born] for row in rows if born is not None and born < len(row))
        self.day_first = day_first or _writes_days_first(columns) if said is None else said
        self.begun = False
        self.titles = tuple(_key(c.title) for c in columns)
        self.ours = _is_ours([c.title for c in columns])

    def read(self, rows: Iterator[Row], handle: IO[bytes], size: int) -> Iterator[Incoming]:
        found: list[IncomingPerson] = []
        refused: list[Piece] = []
        apart: dict[str, int] = {}
        place = -1
        for row in rows:
            place += row.filled
            if place == self.over and self.header and not self.begun:
                self.begun = True
                continue
            where = f"line {row.line}"
            one = Piece(row.fault, where, row.raw) if row.fault else "title line" if place < self.over else self.take(row.cells, where)
            if isinstance(one, IncomingPerson):
                found.append(one)
            elif isinstance(one, Piece):
                refused.append(one)
            elif one:
                apart[one] = apart.get(one, 0) + 1
            if len(found) + len(refused) >= BATCH:
                yield Incoming("CSV of people", people=tuple(found), refused=tuple(refused), progress=min(0.99, handle.tell() / max(1, size)))
                found, refused = [], []
        yield Incoming("CSV of people", people=tuple(found), kept_apart=apart, refused=tuple(refused), progress=1.0)

    def take(self, row: list[str], where: str) -> IncomingPerson | Piece | str:
        """A person, a refusal, or the kind of row it is."""
        told = self._without_nothing([people.lines(cell[:20_000]) for cell in row])
        if not any(told):
            return "empty row"
        if self.header and tuple(_key(cell) for cell in told) == self.titles:
            return "header again"
        if all(_RULED.fullmatch(cell) for cell in told if cell):
            return "ruled line"
        if self.header and len(self.columns) > 2 and sum(map(bool, told)) == 1 and _FOOT.fullmatch(next(filter(None, told))):
            return "line below the table"
        if len(told) > len(self.columns) and any(told[len(self.columns) :]):
            return Piece(f"This row has {len(told)} cells, the table {len(self.columns)} columns: it cannot be said which is which.", where, self._shown(told))
        made = self._person(told, where)
        if made is None and self.header and _TOTALS.fullmatch(next(filter(None, told))):
            return "line below the table"
        return made or Piece("No name stands in this row.", where, self._shown(told))

    def _shown(self, told: list[str]) -> str:
        """A row as it is kept to be looked at: without the numbers that are not kept."""
        hidden = {c.number for c in self.columns if c.field == "national"}
        return " | ".join("…" if n in hidden or national.looks_like_one(cell) else cell for n, cell in enumerate(told) if cell or n not in hidden)[:1000]

    def _without_nothing(self, told: list[str]) -> list[str]:
        """Null is somebody's family name, unless other cells of the row say it too."""
        marks = [cell for cell in told if cell in _NOTHING]
        names = {c.number for c in self.columns if c.field in _WORDS}
        return ["" if cell in _NOTHING and (n not in names or len(marks) > 1) else cell for n, cell in enumerate(told)] if marks else told

    def _person(self, told: list[str], where: str) -> IncomingPerson | None:
        held = {c.field: cells.bare(told[c.number]) for c in self.columns if c.field and c.number < len(told) and told[c.number]}
        get = held.get
        numbers = [(cells.bare(get("phone", "")), "")] if self.ours else [
            cells.phone(one) for f in ("mobile", "phone", "work_phone") for one in _numbers(get(f, ""))]
        if "," in get("family", "") and not get("given"):
            held = {field: text for field, text in held.items() if field != "family"} | {"name": held["family"]}
            get = held.get
        family = " ".join(filter(None, (get("particle"), get("family") or (get("name") if get("given") else ""), get("family2"))))
        parts = Parts(
            given=" ".join(filter(None, (get("given"), get("middle")))), family=family, whole=get("name", ""), preferred=get("preferred", ""),
            salutation=get("salutation", ""), suffix=get("suffix", ""), occupation=get("occupation", ""),
            phones=[number for number, _ in numbers if number], emails=get("email", "").split(" ::: "),
        )  # fmt: skip
        street = " ".join(filter(None, (get("street"), get("house")))) or get("address", "")
        city, region, postcode = _placed(get("place", ""))
        parts.addresses = [people.address(street, get("street2", ""), get("city", city), get("region", region), get("postcode", postcode), get("country", ""))]
        parts.alerts = tuple(self._alerts(told))
        self._born(held, parts)
        for tied in relations.of_row(held):
            parts.belong(tied)
        for _, damage in numbers:
            parts.tell("Telephone, damaged by a spreadsheet", damage)
        for field, words in (("id", "Number there"), ("gender", "Sex"), ("note", "Note"), ("died", "Died")):
            parts.tell(words, "" if _NO_DATE.fullmatch(get(field, "")) else get(field, ""))
        rest = list[tuple[str, str]]()
        for column in self.columns:
            if column.field == "national" and told[column.number : column.number + 1] not in ([], [""]):
                parts.more.append(national.left_out(column.title or "one that is written like it"))
            elif not column.field and column.title and told[column.number : column.number + 1] not in ([], [""]) and not _NO_DATE.fullmatch(told[column.number]):
                rest.append((column.title, told[column.number]))
        for title, cell in rest[:MOST_BESIDE]:
            parts.tell(title, cell)
        parts.tell("Not kept, since there are too many columns", ", ".join(title for title, _ in rest[MOST_BESIDE:]))
        made = people.person(parts, key="", where=where)
        if made is None or not get("id") or cells.rounded(get("id", "")):
            return made
        return IncomingPerson(f"csv:{people.line(get('id'), 80)}:{made.patient.name.casefold()}", made.patient, made.more, where, ties=made.ties)

    def _alerts(self, told: list[str]) -> Iterator[str]:
        """The alerts of every column that holds some; of one that only says yes, what its title asks for."""
        for column in self.columns:
            cell = told[column.number] if column.field == "alerts" and column.number < len(told) else ""
            parts = re.split(r"[;\n]" if self.ours or ";" in cell else r" ::: |[,|\n](?![^()]*\))", cells.bare(cell))
            for part in filter(None, map(str.strip, parts)):
                if _YES.fullmatch(part):
                    yield f"{column.title.rstrip('?: ')}: yes"
                elif not _NO.fullmatch(part):
                    yield part if not _ALLERGIES.search(_key(column.title)) else people.allergy(part)

    def _born(self, held: Mapping[str, str], parts: Parts) -> None:
        text = held.get("birth_date", "") or "-".join(filter(None, (held.get("birth_year"), held.get("birth_month"), held.get("birth_day"))))
        if text and not _NO_DATE.fullmatch(text):
            parts.birth_date = dates.birthday(text, day_first=self.day_first, latest=self.today) or dates.serial(text)
            if parts.birth_date is None or parts.birth_date > self.today:
                parts.birth_date = None
                parts.tell("Born, as written", text)
