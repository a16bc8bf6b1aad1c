"""Tests that a paid link without a visible advertising label before it is reported."""

from __future__ import annotations

import pytest

from generator.checks.unlabelled_link import unlabelled_link
from tests.checks.sample_page import LABEL, PAID, messages

LINK = f'<a {PAID} href="https://maisonlune.example/">Balm</a>'


@pytest.mark.parametrize(
    "html",
    [
        LABEL + LINK,
        f"<header><div data-disclosure><strong>Anzeige</strong></div></header><main><p>{LINK}</p></main>",
        f"<p data-disclosure hidden>Ad</p>{LABEL}{LINK}",
        f"<details open><summary>{LABEL}</summary>{LINK}</details>",
        f"<details><summary>{LABEL}</summary></details>{LINK}",
        '<a href="https://elsewhere.example/" rel=noopener>no paid link</a>',
        "",
    ],
)  # fmt: skip
def test_a_labelled_link_passes(html: str) -> None:
    assert messages(unlabelled_link, html) == []


@pytest.mark.parametrize(
    "html",
    [
        LINK,
        LINK + LABEL,
        f"<p data-disclosure></p>{LINK}",
        f"<p data-disclosure> \u200b\u00a0\u2060. </p>{LINK}",
        f"<p data-disclosure hidden>Ad</p>{LINK}",
        f"<div hidden>{LABEL}</div>{LINK}",
        f'<p data-disclosure aria-hidden="TRUE">Ad</p>{LINK}',
        f'<p data-disclosure style="Display : NONE">Ad</p>{LINK}',
        f'<p data-disclosure style="opacity:0">Ad</p>{LINK}',
        f"<p data-disclosure><span hidden>Ad</span></p>{LINK}",
        f"<template>{LABEL}</template>{LINK}",
        f"<body><noscript>{LABEL}</noscript>{LINK}",
        f"<details>{LABEL}</details>{LINK}",
        f"<dialog>{LABEL}</dialog>{LINK}",
        f"<dialog><summary>{LABEL}</summary></dialog>{LINK}",
        f"<p data-disclosure><!-- Ad --></p>{LINK}",
        f"<p data-disclosure><script>Ad</script></p>{LINK}",
        "<a rel='SPONSORED' href='https://maisonlune.example/'>Balm</a>",
        '<map><area rel="nofollow sponsored" href="/x"></map>',
        f"<a data-disclosure rel=sponsored href=/x><img src=a alt=Ad></a>{LABEL}",
    ],
)  # fmt: skip
def test_an_unlabelled_link_is_reported(html: str) -> None:
    assert len(messages(unlabelled_link, html)) == 1


def test_a_label_with_some_opacity_is_visible() -> None:
    assert messages(unlabelled_link, f'<p data-disclosure style="opacity:0.9">Ad</p>{LINK}') == []
