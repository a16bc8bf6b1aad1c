"""Write docs/problems/README.md: every problem and the first sentence of its page.

python -m tools.problem_index
"""

from __future__ import annotations

from pathlib import Path

from generator.problems.pages import first_sentence

FOLDER = Path(__file__).parent.parent / "docs" / "problems"
HEAD = """# Problems

Every problem that a command can report, by its name. `ambassador explain NAME` shows the same page.
This list is made by `python -m tools.problem_index`.

"""


def render_index() -> str:
    """The list, as Markdown."""
    pages = sorted((path for path in FOLDER.glob("*.md") if path.stem != "README"), key=lambda path: path.stem)
    return HEAD + "".join(
        f"- [{page.stem}]({page.name}): {first_sentence(page.read_text('utf-8'))}\n" for page in pages
    )


if __name__ == "__main__":
    (FOLDER / "README.md").write_text(render_index(), "utf-8")
