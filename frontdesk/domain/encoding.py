"""Bytes of unknown making -> text. Always an answer, never an exception; what cannot be read becomes U+FFFD."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_EAST = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_SAMPLE = 200_000
_CUT = 1 << 12
"""Bytes from which on what is looked at may be the beginning of a file only."""


def text_of(raw: bytes) -> str:
    """By its mark, else UTF-8, else by what the bytes look like; ends of lines as they are, the mark gone."""
    name = codec_of(raw)
    if name == "utf-8":
        return raw.decode("utf-8", "replace")
    if name == "cp1252":
        return _western(raw)
    return _SURROGATE.sub("\ufffd", raw.decode(name, "replace")).lstrip("\ufeff")


def guessed(raw: bytes) -> str:
    """In words, which alphabet's letters these bytes were taken for; empty where the file itself tells, or where a wrong guess would cost an accent only."""
    return _WORDS.get(codec_of(raw), "")


_WORDS = {
    "shift_jis": "Japanese (Shift-JIS)", "euc_jp": "Japanese (EUC-JP)", "gb18030": "Chinese (GBK)", "big5": "Chinese (Big5)", "euc_kr": "Korean (EUC-KR)",
    "cp1250": "Central European (Windows)", "iso8859_2": "Central European (ISO)", "cp1251": "Cyrillic (Windows)", "koi8_r": "Cyrillic (KOI8)",
    "cp866": "Cyrillic (DOS)", "mac_cyrillic": "Cyrillic (Mac)", "iso8859_5": "Cyrillic (ISO)", "cp1253": "Greek (Windows)", "cp1254": "Turkish (Windows)",
    "cp1255": "Hebrew (Windows)", "cp1256": "Arabic (Windows)", "mac_roman": "Western (Mac)", "cp850": "Western (DOS)",
}  # fmt: skip


def codec_of(raw: bytes) -> str:
    """The name of the encoding in which these bytes, or the file that begins with them, are written."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    if sixteen := _without_mark(raw):
        return sixteen
    if b"\x1b$B" in raw[:_SAMPLE] and not re.search(rb"[\x80-\xff]", raw[:_SAMPLE]):
        return "iso2022_jp"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as trouble:
        cut = len(raw) >= _CUT and trouble.start >= len(raw) - 3  # a beginning that ends within a letter
        return "utf-8" if cut else _not_utf8(raw)
    return "utf-8"


def _without_mark(raw: bytes) -> str:
    """UTF-16 without its mark shows by zeros in every other byte of western text."""
    head = raw[:2000]
    if len(head) < 4 or (len(head) % 2 and len(raw) < 2000):
        return ""
    half = len(head) // 2
    if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.2 * half:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.2 * half else ""


def _not_utf8(raw: bytes) -> str:
    sample = raw[:_SAMPLE] if any(byte > 127 for byte in raw[:_SAMPLE]) else raw
    lenient = sample.decode("utf-8", "replace")
    high = sum(byte > 127 for byte in sample)
    if lenient.count("\ufffd") * 4 < high and len(re.findall("[\x80-\U0010fffc]", lenient)) > 3:
        return "utf-8"  # with a few spoilt bytes
    return _eastern(sample, high) or _of_one_byte(sample)


_ONE_BYTE = ("cp1252", "cp1250", "mac_roman", "cp1251", "cp850", "koi8_r", "cp1253", "iso8859_2", "cp1254", "cp866", "mac_cyrillic", "iso8859_5", "cp1255", "cp1256")
_TURKISH = frozenset("çğıöşüÇĞİÖŞÜâîÂÎ")
_FINAL = frozenset("ךםןףץ")
"""Letters that stand only at the end of a Hebrew word."""
_CASED = 0x590
"""Below it lie the alphabets with capitals, from here on those without."""
_BETWEEN = frozenset("’‘´`·-–—")
_BEFORE, _AFTER = frozenset("“„‘‚‹«¿¡£€§°º´"), frozenset("”’’›»…°€®™²³º“")
_SIGNS = _BETWEEN | _BEFORE | _AFTER | frozenset("•©½¼¾µ×\xa0")
_OFTEN = frozenset("оеаинтсрвлкмОЕАИНТСРВЛКМαοιετσνηυρςάέήίόύώΑΟΙΕΤΣΝΗΥΡΆΈΉΊΌΎΏיוהלאתרמابلينمروتة")
"""The letters of which most words are made."""


def _of_one_byte(sample: bytes) -> str:
    """An alphabet of one byte a letter: the one that makes the most of the high bytes letters of words, as words are written."""
    pieces = b" ".join(re.findall(rb"[A-Za-z]*(?:[\x80-\xff]+[A-Za-z]*)+", sample)[:2_000])
    best = max(_ONE_BYTE, key=lambda name: (_written(pieces.decode(name, "replace")), -_ONE_BYTE.index(name)))
    turkish = {letter for letter in pieces.decode("cp1254", "replace") if letter > "\x7f" and letter.isalpha()} <= _TURKISH
    if best == "cp1252" and turkish and re.search(rb"[\xd0\xdd\xde\xf0\xfd\xfe]", pieces):
        return "cp1254"
    high = sum(byte > 127 for byte in pieces)
    return (_written(pieces.decode(best, "replace")) < 0.8 * high and _few_words(sample)) or best


def _written(text: str) -> float:
    """How much the letters beyond ASCII look as if somebody had written them."""
    found = 0.0
    for at, letter in enumerate(text):
        if letter > "\x7f":
            found += _judged(text[at - 1] if at else " ", letter, text[at + 1] if at + 1 < len(text) else " ")
    return found


def _judged(before: str, letter: str, after: str) -> float:
    within = before.isalpha() and after.isalpha()
    if not letter.isalpha():
        return _sign(before, letter, after, within) if letter in _SIGNS else -2.0
    latin, beside = letter < "\u0370", [c for c in (before, after) if c.isalpha()]
    if any((c < "\u0370") is not latin for c in beside) or (letter.isupper() and before.islower()) or (letter in _FINAL and after.isalpha()):
        return -2.0
    if not latin and not beside:
        return 0.3  # a letter alone is hardly a word
    if ord(letter) >= _CASED:
        return 1.2 + 0.4 * (letter in _OFTEN)
    if letter.isupper() and before.isalpha():
        return 0.7 + 0.5 * (letter in _OFTEN)  # a whole word in capitals is rarer than one without
    return 1.0 - 0.8 * sum(c > "\x7f" for c in beside) if latin else 1.0 + 0.5 * (letter in _OFTEN)


def _sign(before: str, letter: str, after: str, within: bool) -> float:
    """Quotation marks, dashes and the like are worth as much as a letter where they stand as they should."""
    if within:
        return (0.0 if letter in "–—" else 1.0) if letter in _BETWEEN else -2.0
    placed = (letter in _BEFORE and after.isalnum()) or (letter in _AFTER and not before.isspace()) or (letter in _BETWEEN and before.isspace() and after.isspace())
    return 1.0 if placed else 0.3


def _western(raw: bytes) -> str:
    """With the bytes that the Windows code page leaves without a character as they are."""
    return "".join(chr(byte) if byte in _UNDEFINED else bytes([byte]).decode("cp1252") for byte in raw) if _UNDEFINED & set(raw) else raw.decode("cp1252")


_UNDEFINED = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""Bytes that the Windows code page leaves without a character."""


def _eastern(sample: bytes, high: int) -> str:
    """An East Asian encoding in which the high bytes pair up, and whose text looks like that language."""
    best, name = 0.0, ""
    for one in _EAST:
        text = sample.decode(one, "replace")
        bad = text.count("\ufffd") + len(_CONTROL.findall(text))
        kana, hangul, han = (len(re.findall(f"[{span}]", text)) for span in ("\u3040-\u30ff", "\uac00-\ud7a3", "\u4e00-\u9fff"))
        usual = sum(text.count(c) for c in _USUAL)
        written = {"euc_kr": hangul - 4 * han, "shift_jis": kana + han // 4, "euc_jp": kana + han // 4}.get(one, han // 3 + 2 * usual - kana)
        fits = {"euc_kr": hangul > 4 * han, "shift_jis": kana > 0.2 * han, "euc_jp": kana > 0.2 * han}.get(one, usual > 0.12 * han)
        if fits and bad <= high // 50 and kana + hangul + han > 0.35 * high and written > best:
            best, name = written, one
    return name


def _few_words(sample: bytes) -> str:
    """An East Asian encoding of a table that holds little more than names and titles: signs of the first level, and those that names and forms are made of."""
    best, name = 0.0, ""
    for one in _EAST:
        try:
            text = sample[: len(sample) - len(sample) % 2 or None].decode(one)
        except UnicodeDecodeError as trouble:
            if trouble.start < len(sample) - 2:
                continue
            text = sample.decode(one, "ignore")
        signs = [c for c in text if c > "\x7f"]
        known = sum(c in _TITLES.get(one, _USUAL) for c in signs)
        written = known + 0.1 * sum(_FIRST[one][0] <= c.encode(one)[0] <= _FIRST[one][1] for c in signs)
        if signs and not _CONTROL.search(text) and written > best:
            best, name = written, one
    return name


_FIRST = {"shift_jis": (0x82, 0x97), "euc_jp": (0xA4, 0xCF), "gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "euc_kr": (0xB0, 0xC8)}
"""First bytes of the signs that are used most."""
_JAPANESE = (
    "名前姓氏電話番号住所郵便年月日時分送信内容件問合希望相談質問回答山田中村佐藤鈴木高橋伊渡辺小林加吉井木松"
    "本斎清野阿部池森石川子美一二三太郎花健右左膝肩腰痛足首手のをはにがでとい"
)
_TITLES = {
    "shift_jis": _JAPANESE, "euc_jp": _JAPANESE,
    "gb18030": "的姓名邮箱电话手机留言内容日期时间地址问题王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗小明伟芳娜敏静丽强左右肩膝腰疼痛年我是在有不了人请预约",
    "big5": "的姓名電子郵件話手機留言內容日期時間地址問題王李張劉陳楊黃趙吳周徐孫馬朱胡林郭何高羅小明偉芳左右肩膝腰痛年我是在有不了人請預約",
    "euc_kr": "이름메일전화번호문의내용날짜시간주소김박최정강조윤장임한오서신권황안송류홍민수영지현우진은무릎어깨허리통증오른왼쪽년이가을를에서는습니다",
}  # fmt: skip
"""Signs of family names, of titles over columns, and of where it hurts."""
_USUAL = (
    "的一是不了在人有我他为之大来以个中上们到说国和地也子时道出而要于就下得可你年生会那后能对着事其里所去行过家用发天如然作方成者多日都三小"
    "这没很请问吗想能痛疼腿腰手您好預約嗎這個們為來時過對後說沒請問開發"
)
"""Characters without which no Chinese sentence does for long."""


def of_charset(raw: bytes, name: str) -> str:
    """By the charset that a message names for itself; where it is unknown or wrong, by what the bytes look like."""
    wanted = _ALIASES.get(name.strip().strip("\"'").casefold(), name.strip().strip("\"'").casefold())
    if not wanted or wanted in ("us-ascii", "ascii", "unknown-8bit", "binary", "default", "8bit"):
        return text_of(raw)
    try:
        codec = codecs.lookup(wanted)
        if not codec._is_text_encoding:
            return text_of(raw)
        return _SURROGATE.sub("\ufffd", raw.decode(codec.name))
    except (LookupError, UnicodeError, ValueError):
        pass
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        if wanted == "utf-8":
            return text_of(raw)
    try:
        return _SURROGATE.sub("\ufffd", raw.decode(wanted, "replace"))
    except (LookupError, UnicodeError, ValueError):
        return text_of(raw)


_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb-2312": "gb18030", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949",
    "euc-kr": "cp949", "shift-jis": "cp932", "shift_jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "iso8859-1": "cp1252", "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman", "utf8": "utf-8", "x-unknown": "", "unknown": "", "utf-8mb4": "utf-8", "windows-874": "cp874", "tis-620": "cp874",
    "big5-hkscs": "big5hkscs", "x-big5": "big5", "unicode-1-1-utf-7": "utf-7", "cp-850": "cp850", "iso-2022-jp-ms": "iso2022_jp_ext",
}  # fmt: skip
"""Names that mail uses and Python does not, and old names whose newer, larger set reads more of what is really sent."""
