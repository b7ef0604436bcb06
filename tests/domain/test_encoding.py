"""Bytes that say nothing of their letters: read as whoever wrote them meant, also where there are few of them."""

from __future__ import annotations

import pytest

from frontdesk.domain.encoding import guessed, text_of

JAPANESE = "お名前,電話番号,お問い合わせ内容\n田中花子,090-1234-5678,右膝が三年前から痛いです。\n"
CHINESE = "姓名,邮箱,电话,留言\n王小明,wang@example.cn,13800138000,我的右膝盖疼了三年，想咨询PRP治疗。\n"
RUSSIAN = "name,email,message\nАнна,anna@example.ru,Болит плечо\n"


@pytest.mark.parametrize(("text", "codec", "language"), [
    (JAPANESE, "shift_jis", "Japanese"), (JAPANESE, "euc_jp", "Japanese"), (JAPANESE, "iso2022_jp", ""), ("名前,電話\n山田,03-1234-5678\n", "cp932", "Japanese"),
    ("Date,Your Name,Message\n2026-11-01,鈴木一郎,左肩腱板断裂、手術希望せず。再生医療検討中。\n", "euc_jp", "Japanese"),
    (CHINESE, "gbk", "Chinese"), ("姓名,电话\n陈伟,13900001111\n", "gbk", "Chinese"),
    ("name,email,message\n林美玲,lin@example.tw,左肩疼痛兩年，醫師建議開刀\n", "big5", "Chinese"),
    ("name,email,message\n박지영,p@example.kr,허리 통증\n", "euc_kr", "Korean"),
    *((RUSSIAN, codec, "Cyrillic") for codec in ("koi8_r", "cp1251", "cp866", "iso8859_5", "mac_cyrillic")),
    ("Όνομα;Μήνυμα\nΓιώργος;Πονάει το γόνατό μου\n", "cp1253", "Greek"), ("Ad;Mesaj\nÖzgür Şahin;Sağ dizim ağrıyor\n", "cp1254", "Turkish"),
    ("שם,הודעה\nדנה כהן,כואבת לי הברך הימנית\n", "cp1255", "Hebrew"), ("الاسم,الرسالة\nأحمد علي,عندي ألم في الركبة\n", "cp1256", "Arabic"),
    ("Imię;Wiadomość\nŁukasz Żółć;Boli mnie prawe kolano, proszę o wizytę\n", "iso8859_2", "Central European"),
    ("Name;Nachricht\nJürgen Groß;Schmerzen in der Hüfte\n", "cp1252", ""), ("Name;Nachricht\nJürgen Groß;Schmerzen in der Hüfte\n", "utf-8", ""),
])  # fmt: skip
def test_a_table_is_read_in_the_letters_it_was_written_in_and_a_guess_is_told(text: str, codec: str, language: str):
    raw = text.encode(codec)
    assert text_of(raw) == text
    assert guessed(raw).startswith(language)
    assert bool(guessed(raw)) == bool(language)
