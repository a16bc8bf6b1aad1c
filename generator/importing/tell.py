"""A plan in words: what is added, changed, kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.columns.field import Raw
from generator.importing.layout import Layout
from generator.importing.plan import Item, Plan
from generator.problems.excerpt import visible
from generator.problems.formats import counted

_LONGEST = 60
_TEXTS = frozenset(("description", "tagline", "image_alt", "portrait_alt"))
"""Fields whose text may be cut here: nobody is paid by them, and nothing leads anywhere by them."""


def tell_plan(plan: Plan, layout: Layout, skipped: int, dry_run: bool, notes: tuple[str, ...] = ()) -> str:
    """A line for each that is added (+), changed (~) or keeps what the sheet would change (=); then the counts."""
    lines = [line for item in sorted(plan.items, key=lambda item: item.id) for line in _item(item)]
    lines += [f"- {id_}: was taken out of content by hand, and stays out" for id_ in plan.removed]
    lines += [f"= {id_}: is not in this sheet any more, and stays" for id_ in plan.gone]
    return "\n".join(
        visible(line) for line in [*lines, *([""] if lines else []), *_closing(plan, layout, skipped, dry_run, notes)]
    )


def _item(item: Item) -> Iterator[str]:
    if item.added:
        more = "; a draft" if item.draft else ""
        yield f"+ {item.id}: {item.label}{more}" + (f"; picture at {item.picture}" if item.picture else "")
    elif item.changed:
        more = "; a draft, as there is neither story nor favorite" if item.draft else ""
        yield f"~ {item.id}: {item.label}{more}"
        if not item.by_all:
            yield f"    known by: {', '.join(item.by)}"
        for change in item.changes:
            yield f"    {change.name}: {_said(change.name, change.before)} -> {_said(change.name, change.after)}"
    elif item.kept:
        yield f"= {item.id}: {item.label}"
    if item.copied:
        yield f"    picture: copied to {item.copied}"
    for kept in item.kept:
        yield f"    {kept.name}: kept {_said(kept.name, kept.held)}; the sheet says {_said(kept.name, kept.said)}"


def _said(name: str, raw: Raw | None) -> str:
    text = "(none)" if not raw else raw if isinstance(raw, str) else ", ".join(raw)
    text = " ".join(text.split())
    cut = len(text) > _LONGEST and name.partition(":")[0] in _TEXTS
    return f"{text[: _LONGEST - 1]}…" if cut else text


def _closing(plan: Plan, layout: Layout, skipped: int, dry_run: bool, notes: tuple[str, ...]) -> Iterator[str]:
    added = sum(item.added for item in plan.items)
    changed = sum(item.changed for item in plan.items)
    same = len(plan.items) - added - changed
    noun = "product" if plan.kind == "products" else "ambassador"
    would = "Would be: " if dry_run else ""
    counts = f"{counted(added, noun)} added, {changed:,} changed, {same:,} as they were"
    if plan.left_out:
        counts += f"; {plan.left_out:,} left out"
    if skipped:
        counts += f"; {counted(skipped, 'row')} skipped"
    yield f"{would}{counts}."
    fields = ", ".join(
        f"{name} from {layout.header[at]}" for name, at in layout.columns.items() if not name.startswith("_")
    )
    yield from notes
    yield f"Read as {layout.dialect.title}" + (f": {fields}." if layout.dialect.name != "own" else ".")
    if plan.kind == "ambassadors" and layout.personal:
        yield f"Not read, for personal data stays out of the repository: {', '.join(layout.personal)}."
    if layout.ignored and layout.dialect.name in ("plain", "own"):
        some = f"{', '.join(layout.ignored[:40])}{' …' if len(layout.ignored) > 40 else ''}"
        yield f"Not read: {some}. `--map FIELD=COLUMN` says of which field a column is."
    pictures = [item for item in plan.items if item.picture]
    if pictures:
        yield (
            f"Pictures that stay where the shop has them, and that no page shows: {len(pictures):,}. "
            "To show them, download them and import again with --images DIR."
        )
    known = Counter(", ".join(item.by) for item in plan.items if item.by)
    if known:
        listed = "; ".join(f"{by} ({count:,})" for by, count in known.most_common())
        yield f"Known again by: {listed}."
    drafts = sum(item.draft and item.added for item in plan.items)
    if drafts:
        yield f"{counted(drafts, 'draft')}: write a story or favorites, then `status: live`."
    if dry_run:
        yield "Nothing was written: this was a rehearsal."
