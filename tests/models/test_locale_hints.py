"""Tests that the message for a wrong language, currency, zone, market or choice says what to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.models.locale_hints import suggest_currency, suggest_locale, suggest_market, suggest_timezone
from generator.models.roster import hint_for_country
from tests.cli.streams import run_apart
from tests.scenario import FOLDER


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        *(
            ("French", "fr"),
            ("français", "fr"),
            ("Deutsch", "de"),
            ("Español", "es"),
            ("italiano", "it"),
            ("日本語", "ja"),
        ),
        *(("fr_FR", "fr-FR"), ("de-DE,", "de-DE"), ("English (US)", "en-US"), ("Portuguese (Brazil)", "pt-BR")),
        *(("Engish", "en"), ("EN", "en"), ("x", ""), ("", ""), ("🌸", ""), ("a" * 5000, "")),
    ],
)
def test_a_wrong_language_gets_a_hint(text: str, tag: str) -> None:
    assert suggest_locale(text) == tag


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("€", "EUR"), ("euro", "EUR"), ("Euros", "EUR"), ("eur", "EUR"), ("£", "GBP"), ("US dollar", "USD")),
        *(("$", ""), ("¥", ""), ("kr", ""), ("dollars", ""), ("", ""), ("x" * 5000, "")),
    ],
)
def test_a_wrong_currency_gets_a_hint(text: str, code: str) -> None:
    assert suggest_currency(text) == code


@pytest.mark.parametrize(
    ("text", "zone"),
    [("Paris", "Europe/Paris"), ("new york", "America/New_York"), ("Berln", "Europe/Berlin"), ("CET+1", ""), ("", "")],
)
def test_a_wrong_time_zone_gets_a_hint(text: str, zone: str) -> None:
    assert suggest_timezone(text) == zone


@pytest.mark.parametrize(
    ("text", "market"),
    [("Germany", "DE"), ("Deutschland", "DE"), ("GB", "UK"), ("England", "UK"), ("España", "ES"), ("IT", ""), ("", "")],
)
def test_a_wrong_market_gets_a_hint(text: str, market: str) -> None:
    assert suggest_market(text) == market


@pytest.mark.parametrize(
    ("file", "line", "hint"),
    [
        ("content/site.yaml", "market: IT", "the label is worded for the laws of these markets"),
        ("content/site.yaml", "market: Germany", "write `DE`"),
        ("content/site.yaml", "locale: French", "write its tag: `fr`"),
        ("content/site.yaml", "currency: €", "write its three letters: EUR"),
        ("content/site.yaml", "timezone: Paris", "write `Europe/Paris`"),
        ("content/site.yaml", "relationship: sponsored", "here that is `paid`"),
        ("content/site.yaml", "relationship: friendly", "write `affiliate` or `gifted` or `paid` or `employee`"),
        ("content/ambassadors/lea/profile.yaml", "status: paused", "here that is `draft`"),
        ("content/ambassadors/lea/profile.yaml", "status: lvie", "did you mean `live`?"),
        ("content/ambassadors/lea/profile.yaml", "market: Italia", "the label is worded for the laws of these markets"),
    ],
)
def test_the_message_of_a_wrong_value_says_what_to_write(tmp_path: Path, file: str, line: str, hint: str) -> None:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    path = tmp_path / file
    path.write_text(f"{path.read_text('utf-8')}{line}\n", "utf-8")
    code, out, _ = run_apart(["check", "--as-of", "2026-11-22"], tmp_path)
    assert (code, hint in out) == (1, True), out


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04" + bytes(range(256)) * 40, "a Word, Pages, Excel or ZIP file"),
        (b"PK\x03\x04" + bytes(4000), "a Word, Pages, Excel or ZIP file"),
        (b"%PDF-1.7\nplain", "a PDF"),
        (b"{\\rtf1\\ansi Hello.}", "a file in Rich Text Format"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "a JPEG picture"),
    ],
)
@pytest.mark.parametrize("file", ["lea/story.md", "lea/profile.yaml", "ana.md"])
def test_the_message_of_a_file_that_is_no_text_names_its_kind(
    tmp_path: Path, data: bytes, kind: str, file: str
) -> None:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    (tmp_path / "content/ambassadors" / file).write_bytes(data)
    code, out, _ = run_apart(["check", "--as-of", "2026-11-22"], tmp_path)
    assert (code, f"error[not-utf-8]: this file is {kind}, not text" in out) == (1, True), out
    assert f"copy its text into a text file in UTF-8, and call that file `{file.rpartition('/')[2]}`" in out


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Allemagne", "write `DE`"),
        ("UK", "write `GB`"),
        ("gb", "write `GB`"),
        ("eu", "write its two letters, such as `FR`"),
    ],
)
def test_a_wrong_country_gets_a_hint(written: str, hint: str) -> None:
    assert hint_for_country(written).startswith(hint)
