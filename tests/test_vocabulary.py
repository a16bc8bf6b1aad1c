"""Tests that comments, docstrings, messages, documentation and names use plain words."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = ROOT / "generator"
RIDDLES = re.compile(
    r"\b(tells?|told|aside|anew|whoever|nobody|somebody|heed|mend|reckon|what becomes of|stands? in|as it was"
    r"|side by side)\b",
    re.IGNORECASE,
)
USER_RIDDLES = re.compile(rf"{RIDDLES.pattern}|\b(telling|advice|advis(e|es|ed)|lints?|editorial)\b", re.IGNORECASE)
"""Users know one family of tools that look at a site: its checks."""
DATA = ("models/", "cli/", "authoring/report_schema.py", "sections/")
"""Folders whose docstrings people read elsewhere, as help or in schemas."""
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^”]*”")


def _is_data(path: Path) -> bool:
    return path.is_relative_to(CODE) and path.relative_to(CODE).as_posix().startswith(DATA)


def _docstrings(tree: ast.AST) -> set[ast.Constant]:
    """Return the docstrings of modules, classes, functions and names."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each comment and docstring of a module."""
    source = path.read_text("utf-8")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    if not _is_data(path):
        for node in _docstrings(ast.parse(source)):
            yield node.lineno, node.value


def _messages(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string of several words that users can meet, docstrings that are data included."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = set() if _is_data(path) else _docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in docstrings:
            continue
        if re.search(r"[A-Za-z] [A-Za-z]", node.value):
            yield node.lineno, node.value


def _prose(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each line of a Markdown page, without its examples."""
    in_example = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("```"):
            in_example = not in_example
        elif not in_example:
            yield number, re.sub(r"\]\([^)]*\)", "]", line)


def _find(pattern: re.Pattern[str], path: Path, texts: Iterator[tuple[int, str]]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}: {match[0]}"
        for line, text in texts
        for match in pattern.finditer(_QUOTED.sub("", text))
    ]


def test_no_riddle_in_comments_and_docstrings() -> None:
    modules = [path for folder in (CODE, ROOT / "tools", ROOT / "bench") for path in sorted(folder.rglob("*.py"))]
    modules = [path for path in modules if "node_modules" not in path.parts]
    assert len(modules) > 500
    # Most modules have none of the words at all: then there is nothing to parse.
    modules = [path for path in modules if RIDDLES.search(path.read_text("utf-8"))]
    assert [riddle for path in modules for riddle in _find(RIDDLES, path, _texts(path))] == []


def test_no_riddle_in_messages_and_help() -> None:
    modules = sorted(CODE.rglob("*.py"))
    assert [riddle for path in modules for riddle in _find(USER_RIDDLES, path, _messages(path))] == []


def test_no_riddle_in_the_pages_of_problems() -> None:
    pages = sorted((ROOT / "docs/problems").glob("*.md"))
    assert len(pages) > 200
    assert [riddle for path in pages for riddle in _find(USER_RIDDLES, path, _prose(path))] == []


def test_no_riddle_in_the_documentation() -> None:
    pages = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
    assert len(pages) > 20
    for_code = {"architecture.md", "extensions.md", "CONTRIBUTING.md"}  # there a check that sites can switch is a lint
    assert [
        riddle
        for path in pages
        for riddle in _find(
            RIDDLES if path.name in for_code else USER_RIDDLES,
            path,
            ((line, text.replace("legal advice", "")) for line, text in _prose(path)),
        )
    ] == []


def test_no_riddle_in_the_decisions() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert len(pages) > 15
    assert [riddle for path in pages for riddle in _find(RIDDLES, path, _prose(path))] == []


def test_a_decision_says_context_decision_and_consequences() -> None:
    """Each is called by its number, and has these three parts in this order."""
    shape = re.compile(r"# (\d{3}): .+\n(?:.*\n)*## Context\n(?:.*\n)*## Decision\n(?:.*\n)*## Consequences\n")
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    titles = [(match := shape.match(page.read_text("utf-8"))) and match[1] for page in pages]
    assert titles == [page.name[:3] for page in pages]


def test_no_riddle_in_comments_of_content_and_starters() -> None:
    files = [
        path
        for folder in ("content", "generator/authoring/starters")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".yaml", ".yml", ".toml", ".css")
    ]
    assert len(files) > 40
    comments = {path: re.finditer(r"(?m)^(?:.*\s)?(?:#|/\*) .*$", path.read_text("utf-8")) for path in files}
    assert [
        riddle for path in files for riddle in _find(RIDDLES, path, ((0, comment[0]) for comment in comments[path]))
    ] == []


def test_a_riddle_is_found(tmp_path: Path) -> None:
    assert RIDDLES.search("What becomes of it is told anew")
    assert not RIDDLES.search("Write the address of the page, instead of the name")
    module = ROOT / "generator/cli/check.py"
    assert any("Treat warnings as errors" in text for _, text in _messages(module)), "an option's help is a message"
    assert any("without writing anything" in text for _, text in _messages(module)), "a command's docstring is help"


@pytest.mark.parametrize("words", ["somebody has it", "one more piece of advice", "the lint says so"])
def test_a_riddle_for_users_is_found(words: str) -> None:
    assert USER_RIDDLES.search(words)


def test_a_name_of_a_test_says_what_it_proves() -> None:
    """At least three words and no riddle; plain words about people (`nobody`, `somebody`) may stand in a name."""
    riddles = {"tell", "tells", "told", "anew", "aside", "whoever", "heed", "mend", "reckon", "said"}
    unclear_names = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in re.findall(r"def test_(\w+)\(", path.read_text("utf-8")):
            words = name.split("_")
            if len(words) < 3 or riddles & set(words):
                unclear_names.append(f"{path.relative_to(ROOT)}: test_{name}")
    assert unclear_names == []


BARE = {
    "added",
    "agreed",
    "aligned",
    "allowed",
    "anchored",
    "anew",
    "angled",
    "answered",
    "asked",
    "assumed",
    "barred",
    "begun",
    "broken",
    "built",
    "called",
    "cancelled",
    "carried",
    "cast",
    "centred",
    "changed",
    "checked",
    "chosen",
    "classed",
    "cleaned",
    "closed",
    "coded",
    "compared",
    "compiled",
    "concerned",
    "confirmed",
    "copied",
    "counted",
    "covered",
    "dated",
    "declared",
    "declined",
    "decoded",
    "denied",
    "derived",
    "described",
    "disregarded",
    "done",
    "doomed",
    "dotted",
    "drawn",
    "dropped",
    "earned",
    "edited",
    "encoded",
    "ended",
    "engaged",
    "escaped",
    "excluded",
    "expected",
    "explained",
    "exported",
    "failed",
    "federated",
    "fenced",
    "fetched",
    "filled",
    "filtered",
    "finished",
    "fixed",
    "folded",
    "followed",
    "forbidden",
    "forgotten",
    "found",
    "given",
    "gone",
    "grouped",
    "guarded",
    "guessed",
    "hashed",
    "held",
    "hidden",
    "ignored",
    "imported",
    "included",
    "indexed",
    "installed",
    "invited",
    "isolated",
    "issued",
    "joined",
    "kept",
    "known",
    "left",
    "linked",
    "listed",
    "loaded",
    "localized",
    "located",
    "locked",
    "looked",
    "lost",
    "loved",
    "lowered",
    "made",
    "mapped",
    "marked",
    "masked",
    "matched",
    "meant",
    "mentioned",
    "merged",
    "met",
    "missed",
    "mixed",
    "moved",
    "named",
    "needed",
    "noted",
    "numbered",
    "occupied",
    "offered",
    "one",
    "ones",
    "opened",
    "optimised",
    "ordered",
    "orphaned",
    "other",
    "others",
    "outdated",
    "packed",
    "paid",
    "paired",
    "paused",
    "permitted",
    "pictured",
    "pinned",
    "placed",
    "planned",
    "posted",
    "preferred",
    "priced",
    "printed",
    "probed",
    "promised",
    "published",
    "quoted",
    "ranged",
    "ranked",
    "reached",
    "received",
    "recoded",
    "refused",
    "related",
    "remembered",
    "removed",
    "rendered",
    "renewed",
    "repaired",
    "repeated",
    "reported",
    "requested",
    "required",
    "reserved",
    "resolved",
    "rest",
    "restored",
    "returned",
    "rounded",
    "said",
    "saved",
    "say",
    "searched",
    "seen",
    "selected",
    "settled",
    "shared",
    "shortened",
    "shown",
    "signed",
    "sized",
    "skipped",
    "sniffed",
    "sold",
    "spared",
    "spent",
    "spoiled",
    "spoken",
    "staged",
    "stamped",
    "started",
    "stated",
    "stopped",
    "stored",
    "stressed",
    "stripped",
    "swapped",
    "tagged",
    "taken",
    "taxed",
    "tell",
    "tells",
    "them",
    "timed",
    "titled",
    "told",
    "touched",
    "traced",
    "tracked",
    "translated",
    "tried",
    "turned",
    "typed",
    "unanswered",
    "unchanged",
    "undrawn",
    "unfinished",
    "unknown",
    "unnamed",
    "unpaired",
    "unproven",
    "unseen",
    "unspaced",
    "untaxed",
    "untouched",
    "unused",
    "updated",
    "used",
    "vanished",
    "wanted",
    "warned",
    "watched",
    "worded",
    "written",
    "zipped",
}
"""Participles, pronouns and riddles that do not say what a name holds."""
VERBS = {"cut", "read", "split", "spread"}
"""Participles that are verbs as well: only a function may have one of them as its name."""
KEPT = {
    ("models/written.py", "written"),  # models and sections of other packages use these
    ("sections/subject.py", "written"),
    ("pages/views.py", "others"),  # themes read these
    ("pages/views.py", "rest"),
    ("pages/views.py", "called"),
    ("pages/views.py", "gone"),
    ("sections/look.py", "shown"),
    ("lints/lint_context.py", "shown"),  # lints of other packages read it
    ("prose/markdown_notes.py", "found"),  # a parameter of the library's method
    ("sections/wants.py", "other"),  # what Python calls the operand of `==`
    ("kit/words.py", "say"),  # these put words into a language
    ("pages/jinja_env.py", "say"),
    ("pages/directory_words.py", "say"),
    ("build/shards/shard.py", "drawn"),  # what shard.json and the build state store
    ("build/shards/shard.py", "rendered"),
    ("content/person_summary.py", "coded"),
    ("cli/cache.py", "unused"),  # an option of the command
    ("models/brief.py", "allowed"),  # keys of content
    ("models/brief.py", "needed"),
    ("models/brief.py", "paid"),
    ("models/commissions.py", "fixed"),
    ("models/person.py", "called"),
    ("models/person.py", "updated"),
    ("models/plain_page.py", "updated"),
    ("models/roster.py", "agreed"),
    ("models/roster.py", "answered"),
    ("models/roster.py", "checked"),
    ("models/roster.py", "declined"),
    ("models/roster.py", "ended"),
    ("models/roster.py", "invited"),
    ("models/roster.py", "paused"),
    ("models/roster.py", "posted"),
    ("models/roster.py", "received"),
    ("models/roster.py", "signed"),
    ("models/codes.py", "called"),  # the key `called` of a profile
    ("importing/planner.py", "called"),
    ("models/forgotten.py", "forgotten"),  # content/forgotten.yaml
    ("content/discovery.py", "forgotten"),
    ("content/site.py", "forgotten"),
    ("models/locale.py", "localized"),  # models of other packages use it
    ("problems/problem.py", "related"),  # what reports in JSON have, and lints of other packages give
    ("problems/report.py", "related"),
    ("lints/lint.py", "related"),
    ("authoring/report_schema.py", "related"),
    ("columns/context.py", "read"),  # functions in fields: `field.read(text)`
    ("columns/field.py", "read"),
    ("links/schemes/encodings.py", "read"),
    ("build/person_result.py", "changed"),  # what the build state stores
    ("build/person_result.py", "ended"),
    ("cli/commissions.py", "paid"),  # an option of the command
    ("tables/write.py", "hidden"),  # an attribute of openpyxl
    ("images/cards/card_drawing.py", "left"),  # an edge or a column, with a right one
    ("images/cards/poster.py", "left"),
    ("images/cards/print_card.py", "left"),
    ("images/encode/recipe.py", "left"),
    ("images/icons/icon.py", "left"),
    ("lints/spots.py", "left"),
    ("roster/tables.py", "left"),
    ("sections/look.py", "left"),
    ("tables/xlsx_sheet.py", "left"),
}
"""Names that stay, each in its file."""


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of each class, function, parameter, field, attribute and local."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name.strip("_") not in VERBS:
                yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def _given_names() -> Iterator[tuple[str, int, str]]:
    for path in sorted(CODE.rglob("*.py")):
        for line, name in _names(ast.parse(path.read_text("utf-8"))):
            yield path.relative_to(CODE).as_posix(), line, name.strip("_").lower()


def test_a_name_says_what_it_holds() -> None:
    bare = {(path, name): line for path, line, name in _given_names() if name in BARE | VERBS}
    assert {place: line for place, line in bare.items() if place not in KEPT} == {}
    assert bare.keys() >= KEPT, "delete the names that are gone"


def test_a_bare_name_is_found() -> None:
    source = "def tell(said):\n    made = [one for one in said]\ndef read(cut): ..."
    assert {name for _, name in _names(ast.parse(source))} == {"tell", "said", "made", "one", "cut"}
