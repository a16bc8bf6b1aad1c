"""Tests that constructs of other tools are reported at their place, and that text that only looks like them is not."""

from __future__ import annotations

import pytest

from generator.problems import Place, Report
from generator.prose.render import render_prose


def _problems(text: str) -> list[tuple[str, int, int]]:
    """Return the message, line and column of each problem."""
    report = Report()
    render_prose(text, Place("content/ambassadors/lea.md"), "content/ambassadors", report, first_line=3)
    return [(problem.message, problem.place.line, problem.place.column) for problem in report]


@pytest.mark.parametrize(
    ("text", "construct"),
    [
        ("a {{< youtube x >}}", "{{< youtube x >}}"),
        ("a {{% note %}}", "{{% note %}}"),
        ("a {% include video.html %}", "{% include video.html %}"),
        ('a [gallery ids="1,2"] b', '[gallery ids="1,2"]'),
        ("a [/caption]", "[/caption]"),
        ("[TOC]", "[TOC]"),
        ("a [[The balm]]", "[[The balm]]"),
        ("a ![[photo.jpg]]", "![[photo.jpg]]"),
        ("so ==soft== now", "==soft=="),
        ("I :heart: it", ":heart:"),
        ("^[a note]", "^[a note]"),
        ("a {.lead}", "{.lead}"),
        ("a ++new++", "++new++"),
        ("a %%secret%%", "%%secret%%"),
        ("a ~old~", "~old~"),
        ("H~2~O", "~2~"),
        ("x^2^ and more", "^2^"),
        ("the 1^st^ of May", "^st^"),
        ("10 m^-1^", "^-1^"),
        ("CO~2~-free", "~2~"),
        ("::: tip", "::: tip"),
        ("!!! note", "!!! note"),
        ("> [!TIP]\n> a", "> [!TIP]"),
        ("Term\n: What it means", ": What it means"),
        ("so :+1: good", ":+1:"),
        ("[a](https://a.example){target=_blank}", "{target=_blank}"),
        ("a $x^2$ b", "$x^2$"),
        ("a $n$ b", "$n$"),
        ("a $\\alpha$ b", "$\\alpha$"),
        ("a [b]bold[/b]", "[/b]"),
        ("a '''bold''' b", "'''bold'''"),
        ("*[SPF]: Sun protection\n\nSPF 30", "*[SPF]: Sun protection"),
        ("##My shelf\n\nHere.", "##My shelf"),
        ("see https:/lune.example/a", "https:/lune.example/a"),
        ("see https//lune.example/a now", "https//lune.example/a"),
        ("see http;//lune.example", "http;//lune.example"),
        ("a[^1]", "[^1]"),
        ("[^1]: a", "[^1]"),
    ],
)
def test_a_foreign_construct_is_reported_at_its_place(text: str, construct: str) -> None:
    ((message, line, column),) = _problems(text)
    assert f"`{construct}`" in message
    lines = text.split("\n")
    assert lines[line - 4][column - 1 :].startswith(construct)


@pytest.mark.parametrize(
    "text",
    [
        "`{{ a }}` and `:smile:`\n\n```\n{% x %}\n==a==\n```",
        "At 10:30:20, a:b:c, https://a.example:80/:x:, ratio 1:2:3, so::so",
        "a == b, 1 ~ 2 ~ 3, ~20 to ~30, C++ and i++, a || b || c, 100%% or %%",
        "10~12 or 20~30~40, about ~5, a^b, 2^10, ^_^ and ^o^, (^^), x^2 + y^2, `H~2~O`, ~~old~~, word~~old~~",
        "[sic] [ad] [a][b] and \\[[no]\\] and {braces}",
        "He said: yes.\n\n: alone",
        "$5 and $10, US$ 5 = CA$ 7, $5-$10, from $a to b, A$AP and Ke$ha and A$AP, `$x$`, \\$x\\$",
        "https://a.example//b, (http://a.example), https and http, https:// is a beginning",
        "#ad and ##, #1, ## Words, ''quoted'' and rock '''n roll, a *[b](https://a.example)* c, {a=b}",
        "| a | b |\n|---|:-:|\n| : | ~ |",
        "Note[^1].\n\n[^1]: Said.",
    ],
)
def test_text_like_a_foreign_construct_is_not_reported(text: str) -> None:
    assert _problems(text) == []
