"""What the dialect of stories costs where a text has none of its signs: CPU beside Python-Markdown as it comes.

python -m bench.stories [FOLDER of content]

The ratio can be compared between machines; a cold page costs about 3.4 ms, and a story should add under 2 % of that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import markdown

from generator.content.front_matter import split_front_matter
from generator.problems import Place, Report
from generator.prose.markdown_html import render_html
from generator.prose.not_understood import report_not_understood
from generator.prose.source import ProseSource

ROUNDS = 40


def stories_in(folder: Path) -> list[str]:
    """The stories of a site's content folder."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("ambassadors/*/story.md"))]
    whole = (split_front_matter(path.read_text("utf-8")) for path in sorted(folder.glob("ambassadors/*.md")))
    return texts + [parts[1] for parts in whole if parts]


def milliseconds(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU time for each text, the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = process_time()
        for text in texts:
            work(text)
        best = min(best, process_time() - began)
    return best / len(texts) * 1000


def main(folder: str = "content") -> None:
    texts = stories_in(Path(folder))
    library = markdown.Markdown(extensions=["sane_lists"], output_format="html")
    plain = milliseconds(lambda text: library.reset().convert(text), texts)
    ours = milliseconds(lambda text: render_html(text, 3, "shop.example"), texts)
    signs = milliseconds(lambda text: report_not_understood(ProseSource(text, Place("story.md")), Report()), texts)
    print(f"{len(texts)} stories; Python-Markdown as it comes {plain:.3f} ms")
    print(f"the dialect, made safe {ours:.3f} ms, {ours / plain:.2f} of it; signs of other dialects {signs:.3f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:2])
