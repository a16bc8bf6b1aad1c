"""Tests that a page or a part of it without a valid language is reported."""

from __future__ import annotations

import pytest

from generator.checks.page_language import page_language
from tests.checks.sample_page import messages


@pytest.mark.parametrize("lang", ["en", "fr", "de-AT", "zh-Hant-TW", "es-419", "sl-rozaj-biske-1994"])
def test_a_page_with_a_language_passes(lang: str) -> None:
    assert messages(page_language, f'<!doctype html><html lang="{lang}"><p lang="{lang}">x</p>') == []


@pytest.mark.parametrize(
    "html", ["<html>", "<html lang>", '<html lang="">', "<p>x", '<html lang="english">', '<html lang="en_US">']
)
def test_a_page_without_a_language_is_reported(html: str) -> None:
    assert len(messages(page_language, html)) == 1


def test_a_part_with_a_wrong_language_is_reported() -> None:
    assert len(messages(page_language, '<html lang="en"><p lang="fr_FR">x</p>')) == 1
    assert messages(page_language, '<html lang="en"><p lang="">x</p>') == []
