"""Application of a plan's edits to the texts of files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.columns.existing import PRODUCTS
from generator.columns.field import Path as Keys
from generator.columns.fields import Kind
from generator.content.decode import read_text
from generator.content.front_matter import split_front_matter
from generator.importing.entry import SheetSource
from generator.importing.evidence import Memory
from generator.importing.last_import import last_import_file, write_last_import
from generator.importing.plan import PlanDraft, PlanItem
from generator.importing.yaml_edit import Edit, EditError, edit_catalogue, edit_file
from generator.problems import Report


def write_edits(root: Path, draft: PlanDraft, last: Memory, source: SheetSource) -> None:
    """Put every edited file into the plan. Report an entry that cannot be edited safely, and leave it unchanged."""
    for file in [*draft.edits, *([PRODUCTS] if draft.new and PRODUCTS not in draft.edits else [])]:
        while True:
            changes = draft.edits.get(file, {})
            if not changes and not (file == PRODUCTS and draft.new):
                break
            try:
                draft.files[file] = _as_before(root / file, _edit_text(root, file, changes, draft))
                break
            except EditError as error:
                _give_up(file, error, draft, last, source)


def write_remembered(root: Path, kind: Kind, draft: PlanDraft) -> None:
    """Put the values to remember into the plan, if they differ from the saved ones."""
    file = last_import_file(kind)
    last_import = write_last_import(draft.memory)
    try:
        before = (root / file).read_bytes()
    except OSError:
        before = b""
    if last_import != before and (draft.items or before):
        draft.files[file] = last_import


def _edit_text(root: Path, file: str, changes: Mapping[Keys, list[Edit]], draft: PlanDraft) -> str:
    text = (read_text(root, file, Report()) or "") if (root / file).exists() else ""
    if file == PRODUCTS:
        return edit_catalogue(text, {str(keys[0]): edits for keys, edits in changes.items()}, draft.new)
    if not file.endswith(".md"):
        return edit_file(text, changes[()])
    facts, body = split_front_matter(text) or ("", "")
    opening = text.partition("\n")[0]
    closing = text[len(opening) + 1 + len(facts) : len(text) - len(body)]
    return f"{opening}\n{edit_file(facts, changes[()])}{closing}{body}"


def _as_before(path: Path, text: str) -> bytes:
    """Return a text with the byte order mark and line ends of its file."""
    try:
        old = path.read_bytes()
    except OSError:
        old = b""
    if b"\r\n" in old:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b"") + text.encode()


def _give_up(file: str, error: EditError, draft: PlanDraft, last: Memory, source: SheetSource) -> None:
    """Leave one entry unchanged, or all entries of a file if the faulty one is unknown; report their rows."""

    def is_meant(item: PlanItem) -> bool:
        return item.file == file and (item.is_new or item.is_changed) and error.id in ("", item.id)

    for item in filter(is_meant, list(draft.items)):
        why = f"{item.label[:60]} needs a change in {file}, but {error}"
        source.skip(item.entry.row, None, why, "change it by hand")
        draft.pictures.pop(item.picture_path, None)
        draft.memory.pop(item.id, None)
        if item.id in last:
            draft.memory[item.id] = dict(last[item.id])
    draft.items = [item for item in draft.items if not is_meant(item)]
    if error.id:
        draft.edits[file].pop((error.id,), None)
        return
    draft.edits.pop(file, None)
    draft.new.clear()
