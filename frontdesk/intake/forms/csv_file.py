"""Form exports as tables: the header found and understood, each row accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from frontdesk.domain import cells
from frontdesk.domain.inquiry import Arrival, Layout, Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.forms import layout, submission
from frontdesk.intake.forms.labels import EMAIL, folded, in_utc, kind_of
from frontdesk.intake.forms.submission import Answer, Submission
from frontdesk.intake.forms.table import DELIMITERS, Record, delimiter_of, records
from frontdesk.intake.moments import NEVER, day_first, moment

BATCH = 500
_LOOK = 200
"""Rows that are looked at before the columns are told apart."""

_SURVEY = "answers without a person (survey)"
_ASKED, _SAID = re.compile(r"question \d{1,2}", re.I), re.compile(r"(?:response|answer) \d{1,2}", re.I)
_SECOND = re.compile(r"^(?:open-ended response|response|other \(please specify\)|\{.{0,20}importid.*|.{0,40}please specify.{0,20})$", re.I)
_IDENTITY = frozenset({"name", "given", "family", "email", "phone", "message"})
_MAIN = _IDENTITY | {"date", "subject"}
_FORMISH = frozenset({"message", "date", "page", "ip", "consent", "agent", "formid", "form", "subject", "started"})

_DIALECTS = (
    ("WPForms", frozenset({"viewed", "starred"})), ("Gravity Forms", frozenset({"entry id", "source url"})), ("Gravity Forms", frozenset({"entry date", "user ip"})),
    ("WPForms", frozenset({"entry id", "entry date"})), ("Typeform", frozenset({"network id"})), ("Typeform", frozenset({"#", "submit date utc"})),
    ("Ninja Forms", frozenset({"#", "date submitted"})), ("Ninja Forms", frozenset({"#", "submitted on"})),
    ("Jetpack", frozenset({"source", "response date"})), ("Elementor", frozenset({"form name id", "submission id"})),
    ("Formidable", frozenset({"entry status"})), ("Formidable", frozenset({"key", "last updated"})), ("HubSpot", frozenset({"conversion date"})),
    ("HubSpot", frozenset({"conversion page"})), ("Jotform", frozenset({"submission date", "submission id"})), ("SurveyMonkey", frozenset({"respondentid"})),
    ("SurveyMonkey", frozenset({"respondent id", "collector id"})), ("Google Forms", frozenset({"timestamp"})), ("Google Forms", frozenset({"zeitstempel"})),
    ("Google Forms", frozenset({"타임스탬프"})), ("Google Forms", frozenset({"horodateur"})), ("Google Forms", frozenset({"marca temporal"})),
    ("Jotform", frozenset({"submission date"})), ("Contact Form CFDB7", frozenset({"id", "date", "name", "email"})),
)  # fmt: skip


@dataclass
class _Table:
    """What is known once the header is read. ``rest`` gives the rows that follow."""

    format: str
    header: list[str]
    told: layout.Told
    is_form: bool
    days_first: bool
    raw_header: tuple[str, ...]
    width: int


@dataclass
class _Sum:
    arrivals: list[Arrival] = field(default_factory=list)
    apart: dict[str, int] = field(default_factory=dict)
    refused: list[Piece] = field(default_factory=list)

    def count(self, kind: str) -> None:
        self.apart[kind] = self.apart.get(kind, 0) + 1


def looks_like_table(text: str) -> str:
    """The delimiter of a table that a form could have given; empty for prose and everything else."""
    delimiter = delimiter_of(text) or _parting_titles(text)
    if not delimiter:
        return ""
    rows = list(islice(records(_without_sep(text[:60_000])[1], delimiter), 12))
    best = max((sum(bool(kind_of(c)) for c in r.cells) for r in rows[:5]), default=0)
    if best >= 2:
        return delimiter
    widths = [len(r.cells) for r in rows]
    regular = len(rows) > 1 and widths.count(widths[0]) >= 0.8 * len(rows) and widths[0] > 1
    spaced = sum(c.startswith(" ") for r in rows for c in r.cells[1:]) > 0.4 * max(sum(w - 1 for w in widths), 1)
    prose = any(len(c.split()) > 25 for r in rows[:1] for c in r.cells) or (spaced and delimiter == ",")
    code = bool(re.match(r"\s*(?:<|[{\[]|#!|/\*|//|def |class |import |function )", text[:200]))
    formulas = sum(r.cells[0].lstrip()[:1] in ("=", "+", "-", "@") for r in rows) > len(rows) // 2
    return delimiter if regular and not prose and not code and not formulas else ""


def _parting_titles(text: str) -> str:
    """The mark that parts the titles of a form's fields in the first line, where the rows below are so damaged that they tell nothing."""
    first = next((line for line in text[:5_000].lstrip("\ufeff").splitlines() if line.strip()), "")
    for mark in DELIMITERS:
        titles = first.split(mark)
        if len(titles) >= 3 and {kind_of(cells.bare(title)) for title in titles} >= {"email", "message"}:
            return mark
    return ""


def read(text: str, known: Mapping[str, Mapping[str, str]] | None = None) -> Iterator[Batch]:
    """Batches of a form's table. ``known``: see ``layout.tell``."""
    skipped, body = _without_sep(text)
    delimiter = looks_like_table(text) or ","
    table, found, stream = _opened(body, delimiter, known, skipped)
    done, last, cut = 0, table.format, ""
    for number, record in enumerate(stream, 1):
        _take(table, record, found, skipped)
        cut = f"line {record.line + skipped}" if record.raw.count('"') % 2 and not record.raw.endswith(("\n", "\r")) and len(record.cells) == table.width else ""
        if number % BATCH == 0:
            done += BATCH
            yield _batch(table, found, min(0.95, record.line / max(text.count("\n"), 1)) if number % (BATCH * 10) == 0 else 0.5)
            found = _Sum()
    if cut:
        found.refused.append(Piece("The file breaks off in this row. What there is of it was read.", cut, record.raw[-20_000:]))
    yield Batch(last, tuple(found.arrivals), found.apart, tuple(found.refused), 1.0, _told_layouts(table))


def named_rows(text: str, wanted: Callable[[Sequence[str]], bool]) -> list[dict[str, str]]:
    """The rows by the names of their columns, where the first line names those that are wanted; else none."""
    body = _without_sep(text)[1]
    delimiter = delimiter_of(body[:60_000]) or ","
    first = next(records(body[:60_000], delimiter), None)
    header = [cells.bare(cell) for cell in first.cells] if first else []
    if not wanted(header):
        return []
    rows = records(body, delimiter, width=len(header))
    return [dict(zip(header, map(cells.bare, row.cells), strict=False)) for row in islice(rows, 1, None)]


def _batch(table: _Table, found: _Sum, progress: float) -> Batch:
    return Batch(table.format, tuple(found.arrivals), found.apart, tuple(found.refused), progress, _told_layouts(table))


def _told_layouts(table: _Table) -> tuple[Layout, ...]:
    """Only of a form in which people write; nobody need confirm the columns of a survey."""
    return (table.told.layout,) if table.is_form and set(table.told.kinds) & _IDENTITY else ()


def _without_sep(text: str) -> tuple[int, str]:
    """(lines passed over, text) without Excel's first line that names the delimiter; zeros, which end strings elsewhere, gone."""
    clean = text.lstrip("\ufeff").replace("\x00", "")
    told = re.match(r"(?i)\s*\"?sep=.\"?\r?\n", clean)
    return (1, clean[told.end() :]) if told else (0, clean)


def _opened(body: str, delimiter: str, known: Mapping[str, Mapping[str, str]] | None, skipped: int) -> tuple[_Table, _Sum, Iterator[Record]]:
    head = list(islice(records(body, delimiter), _LOOK))
    at = _header_at(head)
    found = _Sum()
    raw: tuple[str, ...] = ()
    if at < 0:
        width = max((len(r.cells) for r in head), default=0)
        header, first = [f"Column {n}" for n in range(1, width + 1)], 0
    else:
        for _ in head[:at]:
            found.count("title line")
        header, first = _header(head, at)
        raw = head[at].cells
        for _ in range(first - at - 1):
            found.count("second header line")
    width = len(header)
    sample = [[cells.bare(c) for c in r.cells] for r in head[first:]]
    told = layout.tell(header, sample, known)
    dates = [row[i] for row in sample for i, kind in enumerate(told.kinds) if kind == "date" and i < len(row)]
    is_form = bool(set(told.kinds) & _IDENTITY and set(told.kinds) & _FORMISH)
    table = _Table(_dialect(header, raw), header, told, is_form, day_first(dates), raw, width)
    start = head[first].line if first < len(head) else 0
    stream = (r for r in records(body, delimiter, width=width) if start and r.line >= start)
    return table, found, stream


def _header_at(head: Sequence[Record]) -> int:
    """The first row, unless it is a title over the real header; -1 where it is data already."""
    told = [[cells.bare(c) for c in r.cells] for r in head[:6]]
    if not told:
        return 0
    kinds = [len({kind_of(c) for c in row} & _MAIN) for row in told]
    best = kinds.index(max(kinds))
    at = best if kinds[best] >= 2 and kinds[0] <= 1 and sum(bool(c) for c in told[0]) <= max(2, len(told[best]) // 3) else 0
    if not at and len(told) > 2 and len(told[0]) == 1 and len(told[1]) > 1:
        at = 1
    return -1 if any(EMAIL.fullmatch(c) for c in told[at]) else at


def _header(head: Sequence[Record], at: int) -> tuple[list[str], int]:
    """(labels, index of the first row of data). A second line of labels, as surveys have, is joined to the first."""
    labels = [" ".join(cells.bare(c).split()) for c in head[at].cells]
    first = at + 1
    while first < min(len(head), at + 3):
        under = [cells.bare(c) for c in head[first].cells]
        told = [c for c in under if c]
        answers = bool(told) and all(_SECOND.match(c) for c in told)
        named = sum(bool(kind_of(c)) for c in told)
        if not answers and not (named >= 2 and named >= 0.6 * len(told) and not any("@" in c or re.search(r"\d{4}", c) for c in told)):
            break
        if folded(" ".join(under)) == folded(" ".join(labels)):
            break
        labels += [""] * (len(under) - len(labels))
        labels = [_joined(label, under[i] if i < len(under) else "") for i, label in enumerate(labels)]
        first += 1
    return labels, first


def _joined(label: str, under: str) -> str:
    if not under or _SECOND.match(under):
        return label
    return under if not label or kind_of(under) else f"{label}: {under}"


def _dialect(header: Sequence[str], raw: Sequence[str]) -> str:
    words = {folded(h) for h in header} | ({"#"} if "#" in {h.strip() for h in header} else set())
    if any(re.match(r"your-\w", h.strip(' "')) for h in raw):
        return "Form export (Contact Form 7, Flamingo)"
    if sum(bool(re.match(r"^\d{1,3}_\w", h)) for h in raw) >= 2:
        return "Form export (Jetpack)"
    name = next((name for name, marks in _DIALECTS if marks <= words), "")
    return f"Form export ({name})" if name else "Form export (CSV)"


def _take(table: _Table, record: Record, found: _Sum, skipped: int) -> None:
    where = f"line {record.line + skipped}"
    if tuple(c.lstrip("\ufeff") for c in record.cells) == tuple(c.lstrip("\ufeff") for c in table.raw_header):
        found.count("repeated header line")
        return
    if record.damaged and len(record.cells) != table.width:
        found.refused.append(Piece("A quotation mark in this row is never closed, so its cells cannot be told apart. The rows after it were read.",
                                   where, record.raw[:20_000]))  # fmt: skip
        return
    if not set(table.told.kinds) & _IDENTITY:
        found.count(_SURVEY)
        return
    row = _gathered(table, [cells.bare(c) for c in record.cells])
    result = submission.read(_submission(table, row), whole_row_key=table.told.guessed)
    if result.cut:
        found.refused.append(Piece("The text is longer than what is kept; this is the rest of it.", where, result.cut[:20_000]))
    if result.arrival:
        found.arrivals.append(result.arrival)
    else:
        found.count(result.apart)


def _gathered(table: _Table, row: list[str]) -> list[str]:
    """A message with commas that nobody quoted, in one cell again: where the cells behind it then hold what their columns are called."""
    more = len(row) - table.width
    if more <= 0 or table.told.kinds.count("message") != 1:
        return row
    at = table.told.kinds.index("message")
    whole = [*row[:at], ", ".join(row[at : at + more + 1]), *row[at + more + 1 :]]
    return whole if _fitting(table, whole) > _fitting(table, row[: table.width]) else row


def _fitting(table: _Table, row: Sequence[str]) -> int:
    """How many cells look as their columns are called."""
    looks: dict[str, Callable[[str], object]] = {
        "email": EMAIL.search, "date": lambda v: moment(v, days_first=table.days_first) != NEVER, "phone": lambda v: sum(map(str.isdigit, v)) >= 7,
    }  # fmt: skip
    return sum(bool(looks[kind](value)) for kind, value in zip(table.told.kinds, row, strict=False) if kind in looks)


def _submission(table: _Table, row: list[str]) -> Submission:
    answers, at, page = [], NEVER, ""
    for i, value in enumerate(row):
        label = table.header[i] if i < len(table.header) else ""
        kind = table.told.kinds[i] if i < len(table.told.kinds) else "answer"
        if _ASKED.fullmatch(label) and i + 1 < len(row) and _SAID.fullmatch(table.header[i + 1] if i + 1 < len(table.header) else ""):
            continue  # "Question 1" beside "Response 1": its cell is the next one's label
        if i and _SAID.fullmatch(label) and _ASKED.fullmatch(table.header[i - 1]):
            label, kind = row[i - 1], kind_of(row[i - 1]) or ("message" if len(value.split()) > 3 else "answer")
        answers.append(Answer(label, value, kind))
        if kind == "date" and at == NEVER:
            at = moment(value, utc=in_utc(label), days_first=table.days_first)
            if at == NEVER and len(value.split()) > 2:
                answers[-1] = Answer(label, value, "answer")  # words, wherever they come to stand, are somebody's
    return Submission(tuple(answers), at=at, page=page, is_form=table.is_form)
