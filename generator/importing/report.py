"""Text of an import plan: the entries that it adds, changes and keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.columns.field import Raw
from generator.importing.layout import Layout
from generator.importing.plan import ImportPlan, PlanItem
from generator.importing.report_layout import report_layout
from generator.importing.roster_text import CellChange
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase

_LONGEST = 60
_TEXTS = frozenset(("description", "tagline", "image_alt", "portrait_alt"))
"""Fields whose text the report may cut, because no payment or link depends on them."""
_IN_FULL = frozenset(("name", "partner_id", "code", "link", "status", "handle", "url", "variant", "aliases"))
"""Fields that decide payments or addresses: the report always shows a change of one."""
_MOST = 40
"""Entries of one kind to show; with more, the report shows some and a count."""
DETAILS = "--details FILE writes them all"


def report_plan(plan: ImportPlan, layout: Layout, skipped_count: int, dry_run: bool, notes: Sequence[str] = ()) -> str:
    """Return one line per added (+), changed (~) or kept (=) entry, then the counts.

    `notes` are sentences about the sheet.
    """
    items = sorted(plan.items, key=lambda item: item.id)
    lines = [
        *_some([item for item in items if item.is_new], "+"),
        *_list_changes([item for item in items if item.is_changed]),
        *_some([item for item in items if item.kept_values and not item.is_new and not item.is_changed], "="),
        *_list_ids("-", plan.deleted_ids, "was deleted from content by hand, and is not added again"),
        *_list_ids("=", plan.missing_ids, "is no longer in this sheet, and stays in content"),
    ]
    closing = [*_counts(plan, skipped_count, dry_run), *report_layout(layout, notes), *_closing(plan, dry_run)]
    return "\n".join(visible(line) for line in [*lines, *([""] if lines else []), *closing])


def report_rosters(changes: Sequence[CellChange], dry_run: bool) -> Iterator[str]:
    """Yield a line for each changed value of a roster, as many as fit, and their count."""
    if not changes:
        return
    for change in changes if len(changes) <= _MOST else changes[: _MOST // 2]:
        before, after = (
            (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") for text in (change.before, change.after)
        )
        yield visible(" ".join(f"{change.file}: {change.key}: {before or 'nothing'} → {after or 'removed'}".split()))
    if len(changes) > _MOST:
        yield f"and {len(changes) - _MOST // 2:,} more; {DETAILS}"
    files = len({change.file for change in changes})
    verb = "would change" if dry_run else "changed"
    yield f"{count_phrase(len(changes), 'value')} in {count_phrase(files, 'roster')} {verb}. Rosters are private."


def _some(items: Sequence[PlanItem], sign: str) -> Iterator[str]:
    for item in items if len(items) <= _MOST else items[: _MOST // 2]:
        yield from _item(item)
    if len(items) > _MOST:
        yield f"{sign} and {len(items) - _MOST // 2:,} more; {DETAILS}"


def _list_changes(items: Sequence[PlanItem]) -> Iterator[str]:
    """Yield the lines that people must see and as many others as fit; then count the changes in the rest."""
    first = {item.id for item in items if any(change.name in _IN_FULL for change in item.changes)}
    other_items = [item for item in items if item.id not in first]
    first |= {item.id for item in (other_items if len(other_items) <= _MOST else other_items[: _MOST // 2])}
    for item in items:
        if item.id in first:
            yield from _item(item)
    further_items = [item for item in items if item.id not in first]
    if further_items:
        fields = Counter(change.name for item in further_items for change in item.changes)
        fields_text = ", ".join(f"{name} of {count:,}" for name, count in fields.most_common())
        yield f"~ and {len(further_items):,} more" + (f": {fields_text}" if fields_text else "") + f"; {DETAILS}"


def _list_ids(sign: str, ids: Sequence[str], words: str) -> Iterator[str]:
    if len(ids) <= _MOST // 4:
        yield from (f"{sign} {id_}: {words}" for id_ in ids)
    else:
        plural = words.replace("was ", "were ").replace("is ", "are ").replace("stays", "stay")
        first_ids = ", ".join(ids[: _MOST // 2])
        more = f" … ({DETAILS})" if len(ids) > _MOST // 2 else ""
        yield f"{sign} {len(ids):,} {plural}: {first_ids}{more}"


def _item(item: PlanItem) -> Iterator[str]:
    if item.is_new:
        state = str(item.entry.values.get("status") or "")
        more = "; a draft" if item.draft or state == "draft" else "; ended" if state == "ended" else ""
        yield f"+ {item.id}: {item.label}{more}" + (f"; picture at {item.picture}" if item.picture else "")
    elif item.is_changed:
        more = "; a draft, because there is neither a story nor a favorite" if item.draft else ""
        yield f"~ {item.id}: {item.label}{more}"
        if not item.by_all:
            yield f"    known by: {', '.join(item.by)}"
        for change in item.changes:
            yield f"    {change.name}: {_cell(change.name, change.before)} -> {_cell(change.name, change.after)}"
    elif item.kept_values:
        yield f"= {item.id}: {item.label}"
    if item.story == "added":
        yield "    story: written to story.md"
    if item.picture_path:
        yield f"    picture: copied to {item.picture_path}"
    for value in item.kept_values:
        current_text, sheet_text = _cell(value.name, value.current_value), _cell(value.name, value.new_value)
        yield f"    {value.name}: kept {current_text}; the sheet says {sheet_text}"


def _cell(name: str, raw: Raw | None) -> str:
    text = "(none)" if not raw else raw if isinstance(raw, str) else ", ".join(raw)
    text = " ".join(text.split())
    is_cut = len(text) > _LONGEST and name.partition(":")[0] in _TEXTS
    return f"{text[: _LONGEST - 1]}…" if is_cut else text


def _counts(plan: ImportPlan, skipped_count: int, dry_run: bool) -> Iterator[str]:
    added_count = sum(item.is_new for item in plan.items)
    changed_count = sum(item.is_changed for item in plan.items)
    same = len(plan.items) - added_count - changed_count
    noun = "product" if plan.kind == "products" else "ambassador"
    would = "Would be: " if dry_run else ""
    counts = f"{count_phrase(added_count, noun)} added, {changed_count:,} changed, {same:,} unchanged"
    if plan.left_out:
        counts += f"; {plan.left_out:,} left out"
    if skipped_count:
        counts += f"; {count_phrase(skipped_count, 'row')} skipped"
    yield f"{would}{counts}."


def _closing(plan: ImportPlan, dry_run: bool) -> Iterator[str]:
    if plan.elsewhere:
        noun = "product" if plan.kind == "products" else "ambassador"
        yield f"From other sheets, and unchanged: {count_phrase(plan.elsewhere, noun)}."
    counts = Counter(", ".join(item.by) for item in plan.items if item.by)
    if counts:
        counts_text = "; ".join(f"{by} ({count:,})" for by, count in counts.most_common(12))
        yield f"Recognised by: {counts_text}."
    pictures = [item for item in plan.items if item.picture]
    if pictures:
        yield (
            f"Pictures that were not downloaded, and that no page shows: {len(pictures):,}. "
            "To show them, add --fetch-images, or download them and name their folder with --images DIR."
        )
    stories = sum(item.story == "added" or (item.is_new and bool(item.entry.story)) for item in plan.items)
    if stories:
        yield f"Stories written from the sheet (story.md): {stories:,}."
    kept_stories = [item.id for item in plan.items if item.story == "kept"]
    if kept_stories:
        more = " …" if len(kept_stories) > _MOST // 2 else ""
        yield f"Stories that stay, although the sheet has another text: {', '.join(kept_stories[: _MOST // 2])}{more}."
    bare = [item.label for item in plan.items if item.is_new and plan.kind == "ambassadors" and _is_bare(item)]
    if bare:
        more = " …" if len(bare) > _MOST // 2 else ""
        yield f"Rows with only a name: {', '.join(bare[: _MOST // 2])}{more}. Are they all people?"
    drafts = sum(item.draft and item.is_new for item in plan.items)
    if drafts:
        yield f"{count_phrase(drafts, 'draft')}: write a story or favorites, then `status: live`."
    if dry_run:
        yield "Nothing was written (--dry-run)."


def _is_bare(item: PlanItem) -> bool:
    """Return whether a row has only a name although the sheet has other columns."""
    return len(item.entry.values) > 1 and sum(bool(cell.strip()) for cell in item.entry.row.cells) == 1
