"""Tests that a sheet is read rightly in each usual encoding, and that thin evidence becomes a question."""

# ruff: noqa: E501 (tables are wide)
from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Report
from generator.tables.language_model import LANGUAGES, log_likelihood
from generator.tables.read import read_table
from generator.tables.table import Hints, Table

SHEETS = {
    "cp1252": "Name;Ville;Prix\nLéa Moreau;Besançon;24 €\nZoë Köhler;Nîmes;“9”\nIñaki Muñoz;A Coruña;– ™\n",
    "cp1250": "Imię;Miasto\nŁucja Wiśniewska;Łódź\nMichał Żak;Gdańsk\nKrzyś Śliwa;Częstochowa\n",
    "cp1251": "Имя;Город\nАнна Петрова;Москва\nОльга Ёлкина;Казань\n",
    "cp1253": "Όνομα;Πόλη\nΕλένη Παπαδοπούλου;Αθήνα\n",
    "cp1254": "Ad;Şehir\nAyşe Yılmaz;İstanbul\nÇağla Işık;İzmir\n",
    "cp1255": "שם;עיר\nנועה כהן;תל אביב\n",
    "cp1256": "الاسم;المدينة\nليلى حسن;القاهرة\n",
    "cp1257": "Vardas;Miestas\nRūta Žukauskienė;Šiauliai\nJānis Bērziņš;Rīga\n",
    "iso8859_2": "Imię;Miasto\nŁucja Wiśniewska;Łódź\nMichał Żak;Gdańsk\nŠárka Dvořáková;Plzeň\n",
    "cp932": "名前,都市\n佐藤さくら,東京\n鈴木花子,大阪\n",
    "euc_jp": "名前,都市\n佐藤さくら,東京\n鈴木花子,大阪\n",
    "cp949": "이름,도시\n김민지,서울\n박서연,부산\n",
    "gb18030": "姓名,城市\n王小明,北京\n李娜,上海\n",
    "big5": "姓名,城市\n王小明,台北\n陳怡君,高雄\n",
    "mac_roman": "Name;Ville\nLéa Moreau;Besançon\nJörg Müller;Köln\nIñaki Muñoz;Málaga\n",
    "cp850": "Name;Ort\nJörg Müller;Köln\nLéa Groß;Besançon\n",
    "koi8_u": "Имя;Город\nАнна Петрова;Москва\n",
    "cp866": "Имя;Город\nАнна Петрова;Москва\n",
}


def read_sheet(tmp_path: Path, data: bytes, **hints: object) -> tuple[Table | None, list[str]]:
    (tmp_path / "sheet.csv").write_bytes(data)
    report = Report()
    table = read_table(tmp_path / "sheet.csv", "sheet.csv", Hints(**hints), report)  # type: ignore[arg-type]
    return table, [f"{problem.name}: {problem.message}" for problem in report]


def rows_of(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(";" if ";" in text else ",")) for line in text.splitlines()]


@pytest.mark.parametrize("encoding", SHEETS)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_encoding_of_a_sheet_is_found_by_its_letters(tmp_path: Path, encoding: str, ending: str) -> None:
    table, messages = read_sheet(tmp_path, SHEETS[encoding].replace("\n", ending).encode(encoding))
    assert messages == []
    assert table is not None
    assert [row.cells for row in table.rows] == rows_of(SHEETS[encoding])
    assert "judged by its letters. To choose another, add --encoding NAME." in table.notes[0]


@pytest.mark.parametrize("encoding", SHEETS)
@pytest.mark.parametrize(
    "unicode_form", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_each_form_of_unicode_is_read_with_and_without_a_mark(tmp_path: Path, encoding: str, unicode_form: str) -> None:
    table, messages = read_sheet(tmp_path, SHEETS[encoding].encode(unicode_form))
    assert messages == []
    assert table is not None
    assert [row.cells for row in table.rows] == rows_of(SHEETS[encoding])
    assert not any("text is in" in note for note in table.notes)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Name;City\nŁucja;Łódź\n", "cp1250"), ("Name;City\nŁukasz;Łódź\n", "iso8859_2"), ("Name\nMüller\n", "cp1252"), ("Name\nHélène\n", "cp1252"),
        ("Name,Price\nMist,31 €\n", "cp1252"), ("Name,Size\nMist,5 °C\n", "cp1252"), ("Name\nBäcker® Öl™\n", "cp1252"), ("Name\nZoé\n", "mac_roman"),
        ("Name,City\nAyşe,İzmir\n", "cp1254"), ("Name\nAnna Петрова\n", "cp1251"), ("Name\n佐藤さくら\n", "cp932"), ("Name\n김민지\n", "cp949"),
        ("Name\nJiří Dvořák\n", "cp1250"), ("Name\nGyőri Ernő, Szűcs Ágnes\n", "cp1250"),
    ],
)  # fmt: skip
def test_a_few_letters_are_enough_to_find_the_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    table, messages = read_sheet(tmp_path, text.encode(encoding))
    assert messages == []
    assert table is not None
    assert [",".join(row.cells) for row in table.rows] == [line.replace(";", ",") for line in text.splitlines()]


@pytest.mark.parametrize(
    ("text", "encoding", "candidates"),
    [
        ("Name\nAda\nZoë\n", "cp1252", ("line 3 reads in cp1252: Zoë", "in cp1257: Zoė")),
        ("Name\nDvořák\n", "cp1250", ("cp1250: Dvořák", "cp1252: Dvoøák")),
        ("Name\nLukić\n", "cp1250", ("cp1250: Lukić", "cp1257: Lukię", "cp1252: Lukiæ")),
        ("Name\nÖmer Işık\n", "cp1254", ("cp1252: Ömer Iþýk", "cp1254: Ömer Işık")),
    ],
)
def test_thin_evidence_is_a_question(tmp_path: Path, text: str, encoding: str, candidates: tuple[str, ...]) -> None:
    table, messages = read_sheet(tmp_path, text.encode(encoding))
    assert table is None
    assert len(messages) == 1
    assert messages[0].startswith("unknown-encoding: this text has too few letters to recognise its encoding")
    assert all(candidate in messages[0] for candidate in candidates)
    table, messages = read_sheet(tmp_path, text.encode(encoding), encoding=encoding)
    assert table is not None
    assert ([row.cells for row in table.rows], messages) == (rows_of(text), [])


def test_the_language_of_the_site_decides_between_two(tmp_path: Path) -> None:
    data = "Name\nZoë\n".encode("cp1252")
    assert read_sheet(tmp_path, data)[0] is None
    prose = "Name,Bio\nLéa,“Été” – c’est à €5…\n"
    assert read_sheet(tmp_path, prose.encode("cp1252"), languages=frozenset(("fr",)))[0] is not None
    table, _ = read_sheet(tmp_path, data, languages=frozenset(("nl",)))
    assert table is not None


@pytest.mark.parametrize(
    "name",
    [
        "cp1250",
        "windows-1250",
        "Windows-1250",
        "iso-8859-2",
        "latin2",
        "x-mac-roman",
        "shift_jis",
        "sjis",
        "utf-16",
        "utf-8-sig",
    ],
)
def test_an_encoding_that_the_user_names_is_used(tmp_path: Path, name: str) -> None:
    import codecs

    text = "Name\nLéa\n" if "mac" in name else "Name\nさくら\n" if "jis" in name else "Name\nŽofie\n"
    table, messages = read_sheet(tmp_path, text.encode(codecs.lookup(name.removeprefix("x-")).name), encoding=name)
    assert table is not None
    assert ([row.cells for row in table.rows], messages) == (rows_of(text), [])


@pytest.mark.parametrize("name", ["nope", "base64", "rot13", "hex", "", "idna\0", "undefined"])
def test_an_unknown_name_of_an_encoding_is_refused(tmp_path: Path, name: str) -> None:
    table, messages = read_sheet(tmp_path, b"Name\nAna\n", encoding=name)
    if name.strip():
        assert table is None
        assert messages[0].startswith("unknown-encoding: there is no encoding `")
    else:
        assert table is not None


def test_a_letter_that_was_lost_is_reported_in_its_cell(tmp_path: Path) -> None:
    table, _ = read_sheet(tmp_path, "Name,City,Bio\nAna,Łó\ufffd,x\nL\ufffda,Paris,été\n".encode())
    assert table is not None
    why = "a letter was lost when the sheet was saved (U+FFFD): write it again"
    assert [dict(row.spoiled_cells) for row in table.rows] == [{}, {1: why}, {0: why}]


def test_a_broken_letter_does_not_change_the_encoding_of_the_rest(tmp_path: Path) -> None:
    data = "Name,City\nŁucja,Łódź\nŻaneta,Gdańsk\n".encode() + b"L\xc3a,Paris\n"
    table, _ = read_sheet(tmp_path, data)
    assert table is not None
    assert table.rows[1].cells == ("Łucja", "Łódź")
    assert 0 in table.rows[3].spoiled_cells


@pytest.mark.parametrize(
    ("utf8_text", "other_text", "encoding"),
    [
        ("Léa,Paris\n", "Zoé Müller,Orléans\nJosé,Málaga\n", "cp1252"),
        ("Łucja Wójcik,Łódź\n", "Żaneta Dąbrowska,Gdańsk\nŁukasz Żółw,Wrocław\n", "cp1250"),
        ("Анна,Москва\n", "Ольга Петрова,Киев\nИван Соколов,Самара\n", "cp1251"),
    ],
)
@pytest.mark.parametrize("utf8_is_first", [True, False])
def test_a_text_joined_from_two_encodings_is_read_line_by_line(
    tmp_path: Path, utf8_text: str, other_text: str, encoding: str, utf8_is_first: bool
) -> None:
    parts = [utf8_text.encode(), other_text.encode(encoding)]
    table, messages = read_sheet(tmp_path, b"Name,City\n" + b"".join(parts if utf8_is_first else parts[::-1]))
    assert table is not None
    texts = [utf8_text, other_text] if utf8_is_first else [other_text, utf8_text]
    assert [",".join(row.cells) for row in table.rows[1:]] == "".join(texts).splitlines()
    assert messages[0].startswith("garbled-text: the lines of this text are in two encodings, such as line")


@pytest.mark.parametrize("through", ["cp1252", "latin-1", "cp1250", "cp1251", "mac_roman"])
@pytest.mark.parametrize("text", ["Léa Müller", "Анна Петрова", "Łódź", "Crème “Été” – 5 €"])
def test_a_text_saved_twice_is_read_and_reported(tmp_path: Path, through: str, text: str) -> None:
    try:
        garbled_text = text.encode().decode(through)
        garbled_text.encode("utf-8")
    except UnicodeError:
        pytest.skip("these bytes are not in that encoding")
    table, messages = read_sheet(tmp_path, f"Name,City\nBo,Paris\n{garbled_text},Rome\n".encode())
    assert table is not None
    if table.rows[2].cells[0] == garbled_text:  # the evidence is too thin, so the text stays
        assert through in ("cp1250", "mac_roman", "latin-1", "cp1251")
        return
    assert table.rows[2].cells == (text, "Rome")
    assert messages[0].startswith("garbled-text: row 3, column A: `")
    assert messages[0].endswith("so it was read as `" + text + "`")


@pytest.mark.parametrize("through", ["cp1251", "cp1253", "cp1255", "cp1256", "koi8_r"])
@pytest.mark.parametrize("text", ["Анна Петрова", "Νίκη Παππά", "שרה כהן", "محمد علي", "山田花子"])
def test_a_text_saved_twice_through_another_alphabet_is_read_and_reported(
    tmp_path: Path, through: str, text: str
) -> None:
    try:
        garbled_text = text.encode().decode(through)
    except UnicodeError:
        pytest.skip("these bytes are not in that encoding")
    table, messages = read_sheet(tmp_path, f"Name,City\n{garbled_text},Rome\n".encode())
    assert table is not None
    assert table.rows[1].cells[0] == text
    assert messages[0].startswith("garbled-text: row 2, column A: `")


def test_names_of_all_languages_are_no_garbled_text() -> None:
    from babel import Locale
    from ftfy import fix_encoding

    from generator.tables.garbled import fix_alphabet

    names = [str(name) for language in LANGUAGES for name in Locale.parse(language).territories.values()]
    assert [name for name in names if fix_encoding(name) != name or fix_alphabet(name) != name] == []


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x1f\x8b\x08\0", "a gzip archive"), (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"), (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"GIF89a", "a picture (GIF)"), (b"RIFF\0\0\0\0WEBPVP8 ", "a picture (WebP)"), (b"\0\0\0\x18ftypheic", "a picture (HEIC or AVIF)"),
        (b"%PDF-1.7", "a PDF document"), (b"{\\rtf1\\ansi", "a text document (RTF)"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"SQLite format 3\0", "a database (SQLite)"), (b"Rar!\x1a\x07\x01", "a RAR archive"), (b"PAR1", "a Parquet file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook\0".encode("utf-16-le"), "an old Excel workbook (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage\0".encode("utf-16-le"), "a workbook that is locked with a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument\0".encode("utf-16-le"), "an old Word document (.doc)"),
        (b"<table><tr><td>Name</td></tr></table>", "a web page (some shops call it .xls)"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook>', "an Excel 2003 spreadsheet in XML"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_named(tmp_path: Path, start: bytes, kind: str) -> None:
    table, messages = read_sheet(tmp_path, start + bytes(range(128, 250)) * 4 if not start.startswith(b"<") else start)
    assert table is None
    assert messages == [f"not-a-sheet: this is {kind}"]


def test_random_bytes_are_no_sheet(tmp_path: Path) -> None:
    import random

    table, messages = read_sheet(tmp_path, random.Random(5).randbytes(5_000))
    assert table is None
    assert messages == ["not-a-sheet: this is neither a text file nor a workbook"]


def test_a_text_that_begins_like_a_picture_is_read(tmp_path: Path) -> None:
    table, messages = read_sheet(tmp_path, b"BMX,Name\n1,Ana\n")
    assert table is not None
    assert messages == []


def test_only_words_beyond_ascii_change_the_likelihood() -> None:
    assert log_likelihood("only ASCII, Łucja") == log_likelihood("Łucja") > log_likelihood("£ucja")
    assert log_likelihood("only ASCII") == 0.0


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("text", ["Serum N°5", "Sérum n°5", "Wash at 30°C", "Serum Nº 7", "Cuvée 2°"])
def test_a_sign_of_a_number_is_no_evidence_of_another_alphabet(tmp_path: Path, encoding: str, text: str) -> None:
    table, messages = read_sheet(tmp_path, f"Name;Preis\n{text};24,00\n".encode(encoding))
    assert messages == []
    assert table is not None
    assert table.rows[1].cells[0] == text


def test_the_usual_encoding_is_always_offered(tmp_path: Path) -> None:
    _, messages = read_sheet(tmp_path, b"Name;Preis\nBal\x82;24,00\n")
    assert messages
    assert "in cp1252: Bal‚" in messages[0]


def test_a_repair_of_parts_is_reported_as_such(tmp_path: Path) -> None:
    table, messages = read_sheet(tmp_path, "Name,City\nLÃ©a ÃŸ und Ã¶ – Ã,Rome\nLÃ©a,Rome\n".encode())
    assert table is not None
    assert table.rows[1].cells[0] == "Léa ß und ö – Ã"
    assert "was encoded in UTF-8 twice in parts; those were repaired, and the rest may be wrong" in messages[0]
    assert "was encoded in UTF-8 twice, so it was read as `Léa`" in messages[1]
