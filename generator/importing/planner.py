"""Planner of an import: compares a sheet with the content and produces a plan."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.authoring.slug import free_slug_from
from generator.columns.existing import PRODUCTS, ExistingEntry, taken_slugs
from generator.columns.field import meaning
from generator.columns.fields import Kind
from generator.columns.fingerprints import fingerprint
from generator.content.discount_codes import make_code, on_paper, other_codes
from generator.content.references import RESERVED_NAMES
from generator.content.site import Site
from generator.importing.dialects import OUR_EXPORT
from generator.importing.entry import SheetEntry, SheetSource, without_made_code
from generator.importing.evidence import Memory, held_story_mark, is_from, key_mark, sheet_mark, story_mark
from generator.importing.match import Matches
from generator.importing.merge_entry import FieldChange, merge_entry, report_conflicts
from generator.importing.pictures import Pictures
from generator.importing.place_pictures import (
    Values,
    drop_removed_picture,
    held_picture,
    picture_field,
    picture_mark,
    place_picture,
    placed_values,
    usable_memory,
)
from generator.importing.plan import ImportPlan, PlanDraft, PlanItem, StoryState
from generator.importing.signs import field_label
from generator.importing.validity import find_incomplete, is_valid
from generator.importing.write_plan import write_edits, write_remembered
from generator.importing.yaml_edit import Edit, apply_plain
from generator.importing.yaml_render import render_entry
from generator.models.codes import coded_name


class Planner:
    """Planner for the entries of one sheet and one site."""

    def __init__(
        self, site: Site, kind: Kind, current: Mapping[str, ExistingEntry], memory: Memory, source: SheetSource,
        images: Pictures | None, overwrite: bool, codes_taken: Mapping[int, int] | None = None,
    ) -> None:  # fmt: skip
        self.site, self.kind, self.current, self.memory, self.source = site, kind, current, memory, source
        self.images, self.overwrite = images, overwrite
        self.codes_taken = codes_taken or {}  # row of a new person -> how many of their codes are taken
        self.codes: set[str] = set()  # all codes: in content, in the sheet, and assigned in this plan
        self.mentioned_ids: set[str] = set()  # existing entries that any row mentions, whether or not the row was used
        self.draft = PlanDraft(memory={id_: dict(marks) for id_, marks in memory.items()})

    def plan(self, entries: Sequence[SheetEntry], matches: Matches, rows_left_out: frozenset[int]) -> ImportPlan:
        """Plan all entries except `rows_left_out`. The order of the entries decides who gets which address."""
        draft = self.draft
        self.codes = {on_paper(str(code)) for entry in entries if (code := entry.values.get("code"))}
        self.codes |= {on_paper(profile.person.code) for profile in self.site.people if profile.person.code}
        slugs_in_use, forgotten_slugs = self._slugs_in_use(), {address.split("/")[0] for address in self.site.forgotten}
        numbers: dict[str, int] = {}
        self.mentioned_ids = {match.id for match in matches.by_row.values()}.union(*matches.unsure.values())
        for at, entry in enumerate(entries):
            match = matches.by_row.get(at)
            if entry.row.number in rows_left_out or at in matches.unsure:
                continue
            if match and match.id in self.current:
                self._change(entry, self.current[match.id], tuple(map(field_label, match.by)))
            elif match:
                draft.deleted_ids.append(match.id)
            elif entry.left_out:
                draft.left_out += 1
                self.source.leave_out(entry.row, entry.left_out_at, f"`{entry.label[:60]}`: {entry.left_out}")
            elif self.kind == "ambassadors" and entry.slug in forgotten_slugs:
                hint = "if this is another person, add a column `slug` to the sheet, with another address"
                self.source.skip(entry.row, entry.columns.get("name"), f"`{entry.slug}` was forgotten on request", hint)
            else:
                slug, numbers[entry.slug] = free_slug_from(entry.slug, slugs_in_use, numbers.get(entry.slug, 2))
                slugs_in_use.add(slug)
                self._add(entry, slug)
        return self._finish()

    def _slugs_in_use(self) -> set[str]:
        slugs_in_use = taken_slugs(self.site.root, self.kind, self.current)
        if self.kind == "products":
            return slugs_in_use
        aliases = {alias for profile in self.site.people for alias in profile.person.aliases}
        return slugs_in_use | taken_slugs(self.site.root, "pages", ()) | aliases | RESERVED_NAMES

    def _finish(self) -> ImportPlan:
        draft, is_export = self.draft, self.source.layout.dialect is OUR_EXPORT
        write_edits(self.site.root, draft, self.memory, self.source)
        ids = {item.id for item in draft.items}
        if self.kind == "ambassadors":  # personal data: keep nothing about a person who is gone
            draft.memory = {id_: marks for id_, marks in draft.memory.items() if id_ in self.current or id_ in ids}
        if not is_export:  # our export carries its own fingerprints, and edits in it count as edits by hand
            write_remembered(self.site.root, self.kind, draft)
        ids |= self.mentioned_ids
        absent = [] if is_export else sorted(id_ for id_ in self.memory if id_ in self.current and id_ not in ids)
        missing_ids = tuple(id_ for id_ in absent if is_from(self.memory[id_], self.source))
        files = dict(sorted(draft.files.items()))
        pictures = dict(sorted(draft.pictures.items()))
        deleted_ids, elsewhere = tuple(draft.deleted_ids), len(absent) - len(missing_ids)
        return ImportPlan(
            self.kind, tuple(draft.items), files, pictures, missing_ids, deleted_ids, draft.left_out, elsewhere
        )

    def _change(self, entry: SheetEntry, current: ExistingEntry, by: tuple[str, ...]) -> None:
        stored_marks = last = self.memory.get(current.id, {})
        values = self._said_now(entry, current, last)
        if not self.overwrite:
            drop_removed_picture(values, current, last, self.source)
        pictures = self._picture(entry, current.id, current.folder, values, current)
        locale = self.site.settings.locale
        last = usable_memory(last, current, entry, values, self.source)
        merge = merge_entry(replace(entry, values=values), current, last, self.source, locale, self.overwrite)
        if any(self.source.field(change.name).is_nested for change in merge.changes):
            new_data = apply_plain(current.data, [change.edit for change in merge.changes])
            if incomplete_fields := self._report_incomplete(new_data, current.folder, entry):
                values = {name: raw for name, raw in values.items() if name not in incomplete_fields}
                merge = merge_entry(replace(entry, values=values), current, last, self.source, locale, self.overwrite)
        if any(value.name == "price" for value in merge.kept_values):  # `from` belongs to the sheet's price
            values.pop("price_from", None)
            merge = merge_entry(replace(entry, values=values), current, last, self.source, locale, self.overwrite)
        changes = _with_their_pictures(merge.changes, current)
        edits = [change.edit for change in changes]
        data = apply_plain(current.data, edits) if edits else current.data
        keys = {edit.path[0] for edit in edits}
        if edits and not is_valid(self.kind, data, current.folder, keys, entry, self.source):
            return
        story = self._story_of(entry, current, stored_marks)
        if story == "added":
            self.draft.files[f"{current.folder}/story.md"] = entry.story.encode()
        draft = any(change.name == "status" for change in changes) and not story and self._is_bare(data, current)
        edits += [Edit(("status",), "draft")] if draft else []
        if edits:
            self.draft.edits.setdefault(current.file, {})[current.keys] = edits
        name = picture_field(self.source)
        is_same_picture = last.get(name) == fingerprint(meaning(self.source.field(name), values.get(name)))
        is_same_picture = is_same_picture and held_picture(self.source, current) == values.get(name)
        pictures = pictures if is_same_picture or any(change.name == name for change in changes) else {}
        self.draft.pictures.update(pictures)
        report_conflicts(merge.kept_values, entry, current, self.source)
        has_no_picture = not data.get(name)
        kept_marks = {
            key: mark
            for key, mark in merge.fingerprints.items()
            if not (has_no_picture and key.startswith(f"{name}_alt"))
        }
        further_marks = key_mark(entry) | sheet_mark(self.source) | (story_mark(entry) or held_story_mark(stored_marks))
        self.draft.memory[current.id] = kept_marks | further_marks | picture_mark(entry, name, values)
        picture = str(values.get("image_url") or "")
        picture_path = next(iter(pictures), "")
        item = PlanItem(
            current.id,
            entry.label,
            entry,
            current.file,
            False,
            changes,
            merge.kept_values,
            draft,
            picture,
            picture_path,
            by,
            story,
        )
        self.draft.items.append(item)

    def _story_of(self, entry: SheetEntry, current: ExistingEntry, last: Mapping[str, str]) -> StoryState:
        """Return whether a known person gets the sheet's story, or keeps another one.

        A story that the sheet had before already changes nothing: someone may have rewritten or removed it since.
        """
        if not entry.story or story_mark(entry) == held_story_mark(last):
            return ""
        file = self.site.root / current.folder / "story.md"
        if current.file.endswith(".md") or os.path.lexists(file):
            return "" if _holds(file, entry.story) else "kept"
        return "added"

    def _said_now(self, entry: SheetEntry, current: ExistingEntry, last: Mapping[str, str]) -> Values:
        """Return the sheet's values for an existing product; a product that the shop archived is unavailable."""
        if entry.left_out:
            return {"available": "false"}
        values = without_made_code(entry)
        if self.kind == "products":
            columns = self.source.layout.columns
            if "available" in last and "available" not in values and {"_status", "_published"} & set(columns):
                values["available"] = "true"
            if values.get("handle") == current.id and "handle" not in current.data:
                del values["handle"]
        return values

    def _add(self, entry: SheetEntry, slug: str) -> None:
        values: Values = {name: raw for name, raw in without_made_code(entry).items() if raw}
        if values.get("handle") == slug and self.kind == "products":
            del values["handle"]
        if self.kind == "products" and not values.get("url"):
            hint = (
                "add a column with its address to the sheet (a path such as /products/balm is enough): --map url=COLUMN"
            )
            if self.source.layout.dialect.name == "woocommerce":
                hint = f"export the column ID too, from which addresses are made; or {hint}"
            if not self.source.layout.dialect.has_addresses:
                hint = f"{self.source.layout.dialect.title} has no addresses: add a column `URL` with them"
            self.source.skip(entry.row, entry.columns.get("name"), "this product has no address in the shop", hint)
            return
        file = self._new_file(slug)
        folder = file.rpartition("/")[0]
        pictures = self._picture(entry, slug, folder, values, None)
        code = self._other_code(entry, slug)
        data = self._data({**values, "code": code} if code else values)
        if incomplete_fields := self._report_incomplete(data, folder, entry):
            entry = replace(
                entry, values={name: raw for name, raw in entry.values.items() if name not in incomplete_fields}
            )
            values = {name: raw for name, raw in values.items() if name not in incomplete_fields}
            data = self._data({**values, "code": code} if code else values)
        draft = self.kind == "ambassadors" and not self._goes_live(entry, values, data)
        if draft:
            data["status"] = "draft"
        if not is_valid(self.kind, data, folder, set(data), entry, self.source):
            return
        if file == PRODUCTS:
            self.draft.new[slug] = data
        else:
            self.draft.files[file] = render_entry(data).encode()
        if entry.story:
            self.draft.files[f"{folder}/story.md"] = entry.story.encode()
        self.draft.pictures.update(pictures)
        has_picture = picture_field(self.source) in data
        values_read = placed_values(entry, values, has_picture, self.source)
        marks = {name: fingerprint(meaning(self.source.field(name), raw)) for name, raw in values_read.items()}
        marks |= key_mark(entry) | sheet_mark(self.source) | story_mark(entry)
        self.draft.memory[slug] = marks | picture_mark(entry, picture_field(self.source), values)
        picture = str(values.get("image_url") or "")
        picture_path = next(iter(pictures), "")
        self.draft.items.append(
            PlanItem(slug, entry.label, entry, file, True, draft=draft, picture=picture, picture_path=picture_path)
        )

    def _report_incomplete(self, data: Mapping[str, Any], folder: str, entry: SheetEntry) -> Container[str]:
        """Report the cells of groups that lack another key, and return their fields."""
        incomplete_fields = find_incomplete(self.kind, data, folder, entry, self.source)
        for name, (why, hint) in incomplete_fields.items():
            self.source.leave_out_cell(entry.row, entry.columns.get(name, 0), why, hint)
        return incomplete_fields

    def _other_code(self, entry: SheetEntry, slug: str) -> str:
        """Return a unique code for a new person whose code from the site's template belongs to another person."""
        codes = self.site.settings.codes
        if codes is None or entry.values.get("code"):
            return ""
        called, handle, locale = (str(entry.values.get(key) or "") for key in ("called", "handle", "locale"))
        name = coded_name(entry.label, called, handle, locale or self.site.settings.locale)
        default_code = make_code(codes, name, slug)
        tries = self.codes_taken.get(entry.row.number, 0) + (on_paper(default_code) in self.codes)
        if not tries:
            self.codes.add(on_paper(default_code))
            return ""
        free = [code for code in other_codes(codes, name, slug) if on_paper(code) not in self.codes]
        if not free:
            return ""
        code = free[min(tries, len(free)) - 1]
        self.codes.add(on_paper(code))
        column = entry.columns.get("name")
        where = self.source.at(entry.row, column)
        why = "which another person has, or which robots could read"
        message = f"{where}: the code of {entry.label[:60]} would be {default_code}, {why}, so it is {code}"
        hint = "create it in the shop (`ambassador codes` lists all), or write another one: `code: ...`"
        self.source.report.warning("code-given", message, self.source.place(entry.row, column), hint)
        return code

    def _new_file(self, slug: str) -> str:
        """Return the file for a new entry: a person's own folder, or the catalogue unless the site has a file per
        product."""
        if self.kind == "ambassadors":
            return f"content/ambassadors/{slug}/profile.yaml"
        each = any(entry.file != PRODUCTS for entry in self.current.values())
        return f"content/products/{slug}.yaml" if each and not (self.site.root / PRODUCTS).exists() else PRODUCTS

    def _data(self, values: Values) -> dict[str, Any]:
        """Return a new entry as content holds it, in field order; drop the alternative text of a missing picture."""
        edits: list[Edit] = []
        order = list(self.source.fields)
        for name, raw in sorted(values.items(), key=lambda pair: order.index(pair[0].partition(":")[0])):
            base, _, tag = name.partition(":")
            orphan = base.endswith("_alt") and not values.get(base.removesuffix("_alt"))
            if raw and not orphan and meaning(self.source.field(name), raw):
                edits.append(Edit((*self.source.field(name).path, *([tag] if tag else [])), raw))
        return apply_plain({}, edits)

    def _goes_live(self, entry: SheetEntry, values: Values, data: Mapping[str, Any]) -> bool:
        """Return whether a new person's page goes live: the sheet asks for it and there is something to show."""
        status = values.get("status")
        return bool(status) and (status != "live" or bool(entry.story) or bool(data.get("favorites")))

    def _is_bare(self, data: Mapping[str, Any], current: ExistingEntry) -> bool:
        """Return whether a person must stay a draft although the sheet says live, because there is nothing to show."""
        if self.kind == "products" or data.get("status", "live") != "live" or data.get("favorites"):
            return False
        return not current.file.endswith(".md") and not (self.site.root / current.folder / "story.md").exists()

    def _picture(
        self, entry: SheetEntry, slug: str, folder: str, values: Values, current: ExistingEntry | None
    ) -> dict[str, Path]:
        return place_picture(self.site.root, self.images, self.source, entry, slug, folder, values, current)


def _holds(file: Path, text: str) -> bool:
    try:
        return file.read_text("utf-8").strip() == text.strip()
    except (OSError, ValueError):
        return False


def _with_their_pictures(changes: tuple[FieldChange, ...], current: ExistingEntry) -> tuple[FieldChange, ...]:
    """Return the changes without alternative texts for missing pictures."""
    for group in ("image", "portrait"):
        current_group = current.data.get(group)
        has = isinstance(current_group, Mapping) and current_group.get("src")
        if not has and not any(change.edit.path == (group, "src") for change in changes):
            changes = tuple(change for change in changes if change.edit.path[:1] != (group,))
    return changes
