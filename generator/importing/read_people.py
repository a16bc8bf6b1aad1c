"""Conversion of a sheet's rows to people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress

from generator.authoring.slug import slug_of
from generator.columns.accounts import ACCOUNTS, read_account, read_accounts
from generator.columns.cells import FALSE, TRUE, CellError, holds_email, read_sole_address, read_web_address
from generator.columns.context import Context
from generator.columns.field import Raw
from generator.columns.guess import Guess
from generator.columns.html_text import guess_title
from generator.columns.name_status import split_status, without_pronouns
from generator.columns.placeholders import is_placeholder, is_sheet_error
from generator.columns.platforms import platform_of
from generator.importing.account_columns import AccountColumns
from generator.importing.dialects import OUR_EXPORT
from generator.importing.entry import SheetEntry, SheetSource, is_untouched
from generator.importing.read_cells import CellReader, Values
from generator.importing.story_text import holds_table, to_markdown
from generator.models.platforms import PLATFORMS
from generator.models.written import is_slug
from generator.tables.table import Row

MOST_PEOPLE = 5_000
"""People per sheet; each has a folder of files to write and read again, up to a millisecond."""
_NAMES = ("first_name", "last_name")
_LETTERS = ("Lu", "Ll", "Lt", "Lo")
"""Categories of letters that belong to a script; an ʻokina (Lm) does not."""
_HANDLES = ("handle", "instagram", "tiktok", "youtube", "x", "threads", "facebook", "pinterest", "twitch")


def read_people(source: SheetSource, context: Context) -> Iterator[SheetEntry]:
    """Yield the people of a sheet in its order; report rows that cannot be read."""
    person_count, used_columns, cells = 0, source.layout.used_columns, CellReader(source, context)
    halves, account_columns = _name_halves(source), AccountColumns(source)
    for row in source.layout.rows:
        if any(row.text(at) for at in used_columns) or row.spoiled_cells:
            if person_count == MOST_PEOPLE:
                message = f"this sheet has more than {MOST_PEOPLE:,} people; those after them were left out"
                source.report.error("too-large-sheet", message, source.place(row), "split it")
                return
            person_count += 1
            entry = _PersonReader(source, cells, row, halves, account_columns).read()
            if entry:
                yield entry
        elif heading := _heading(row):
            where = source.at(row)
            message = f"{where}: `{heading[:60]}` is alone in a column that is not read, so the row was left out"
            hint = "if it is a person, write the name into its column"
            source.report.warning("not-a-person", message, source.place(row), hint)


def _heading(row: Row) -> str:
    """Return the only text of a row, such as the title of a group; "" for numbers, ticks and placeholders."""
    texts = [text for cell in row.cells if (text := cell.strip())]
    if len(texts) != 1 or not re.search(r"[^\W\d_]", texts[0]) or is_placeholder(texts[0], "flag"):
        return ""
    return "" if texts[0].casefold() in (TRUE | FALSE) else texts[0]


def _name_halves(source: SheetSource) -> tuple[str, ...]:
    """Return the columns that form a name together, in order, such as `Prénom` and `Nom`; () if one column has it
    whole.

    A name column that never contains the text of the other column is itself one half of the name.
    """
    layout = source.layout
    half = [name for name in _NAMES if name in layout.columns]
    if "name" not in layout.columns or len(half) != 1 or "name" in layout.by_hand:
        return ()
    whole, part = layout.columns["name"], layout.columns[half[0]]
    pairs = [(row.text(whole).casefold(), row.text(part).casefold()) for row in layout.rows]
    pairs = [pair for pair in pairs if all(pair)]
    if not pairs or any(part in whole for whole, part in pairs):
        return ()
    order = ("first_name", "name") if half[0] == "first_name" else ("name", "last_name")
    first, last = (layout.describe_column(layout.columns[name]) for name in order)
    source.notes.append(f"Names were joined from {first} and {last}.")
    return order


class _PersonReader:
    """Reader of one row. `at` maps each value to its column."""

    def __init__(
        self, source: SheetSource, cells: CellReader, row: Row, halves: tuple[str, ...], account_columns: AccountColumns
    ) -> None:
        self.account_columns = account_columns
        self.source, self.cells, self.row, self.halves = source, cells, row, halves
        self.columns = {name: source.layout.column(name, row) or at for name, at in source.layout.columns.items()}
        self.was = source.was(row)
        self.values: Values = {}
        self.at: dict[str, int] = {}
        self.accounts: list[tuple[str, str, int]] = []

    def read(self) -> SheetEntry | None:
        for name, column in self.columns.items():
            if name not in ("slug", "_story", "_platform") and not self._read(name, column):
                return None
        self._name_platform()
        self._place_accounts()
        if self.halves or not self.values.get("name"):
            columns = [self.columns[name] for name in self.halves or _NAMES if name in self.columns]
            self.values["name"] = " ".join(filter(None, map(self._read_half, columns))) or None
        self._split_status()
        if not self.cells.drop_invalid("ambassadors", self.values, self.at, self.row, self.was):
            return None
        return self._entry()

    def _read(self, name: str, column: int) -> bool:
        """Read one cell; return whether the import can still use the person."""
        row, text = self.row, self.row.text(column)
        self.at[name] = column
        if name in _NAMES:
            return column not in row.spoiled_cells or self.cells.leave_out(name, row, column, row.spoiled_cells[column])
        if name == ACCOUNTS:
            for at in (self.source.layout.columns[name], *self.source.layout.further_columns.get(name, ())):
                if at not in row.spoiled_cells and not is_sheet_error(row.text(at)):
                    self._read_accounts(name, at, row.text(at))
            return True
        if name in PLATFORMS and text and column not in row.spoiled_cells:
            if is_sheet_error(text):
                return True
            if is_untouched(text, self.was, name):
                return self.cells.read_into(self.values, name, row, column, text, self.was)
            self._read_accounts(name, column, text)
            return True
        if text and holds_email(text):
            if name == "name":
                self.source.skip(row, column, "there is an e-mail address instead of a name")
                return False
            _report_personal(self.source, row, column)
            return True
        if (
            name == "handle"
            and re.search(r"\w/|//", text)
            and not is_sheet_error(text)
            and not is_untouched(text, self.was, name)
        ):
            self._read_accounts(ACCOUNTS, column, text)  # the address of a profile
            return True
        if self.source.field(name).read is read_sole_address and not is_untouched(text, self.was, name):
            text = row.link(column) or text
        if name == "portrait" and not is_untouched(text, self.was, name):
            text = self._picture(column, row.link(column) or text)
        return self.cells.read_into(self.values, name, row, column, text, self.was)

    def _split_status(self) -> None:
        """Take a status after the name, such as `(paused)`, for a status: it asks for a decision."""
        name, column = self.values.get("name"), self.at.get("name", self.columns.get("first_name", 0))
        if not isinstance(name, str) or (self.was and is_untouched(self.row.text(column), self.was, "name")):
            return
        name_status = split_status(name)
        if name_status is None:
            if (short := without_pronouns(name)) != name and "slug" not in self.columns:
                why = f"the address of `{name[:60]}` is made of `{short[:60]}`, and the page shows the whole name"
                self.source.report_guess(self.row, column, why)
            return
        self.values["name"] = name_status.name
        status = self.values.get("status")
        if name_status.status == "live" or status in ("draft", "ended"):
            why = f"`{name_status.word}` is a status, not a part of the name `{name_status.name[:60]}`"
            self.source.report_guess(self.row, column, why)
            return
        self.values.pop("status", None)
        self.cells.ask_for_status(self.row, column, f"`{name_status.word}` after `{name_status.name[:60]}` is a status")

    def _read_half(self, column: int) -> str:
        """Return a first or last name; "" for a cell without one."""
        text = self.row.text(column)
        if is_sheet_error(text):
            return ""
        try:
            reading = guess_title(text)
        except CellError as error:
            self.source.leave_out_cell(self.row, column, str(error))
            return ""
        if isinstance(reading, Guess):
            self.source.report_guess(self.row, column, reading.why)
            return str(reading.value)
        return reading

    def _picture(self, column: int, text: str) -> str:
        """Return the path or address of a portrait; the first of several addresses."""
        if not re.match(r"(?:https?:)?//|www\.", text, re.IGNORECASE):
            return text
        first, *further = re.split(r"[\s,;|]+(?=(?:https?:)?//)", text)
        if further:
            why = f"{len(further) + 1} addresses of pictures are here, and the first was used"
            self.source.report_guess(self.row, column, why)
        return read_web_address(first)

    def _read_accounts(self, name: str, column: int, text: str) -> None:
        """Read a cell of accounts: its link, else its text. Accounts of other platforms wait for _place_accounts."""
        if not text and not self.row.link(column):
            return
        if "@" in text and holds_email(text) and name not in ("mastodon", ACCOUNTS) and not self.row.link(column):
            _report_personal(self.source, self.row, column)
            return
        platform = "" if name == ACCOUNTS else name
        try:
            accounts = read_accounts(platform, self.row.link(column) or text)
        except CellError as error:
            try:
                if not self.row.link(column):
                    raise
                accounts = read_accounts(platform, text)
            except CellError:
                if name == ACCOUNTS and holds_email(text):
                    _report_personal(self.source, self.row, column)
                else:
                    self.source.leave_out_cell(self.row, column, str(error), error.help)
                return
        if not self.row.link(column) and (person_count := self.account_columns.shared_by(column, text)) > 1:
            why = f"`{text[:60]}` is in the rows of {person_count:,} people, so it is probably a word, not an account"
            hint = f"if it is the account of all of them, write `@{text.strip()[:60]}`"
            self.source.leave_out_cell(self.row, column, why, hint)
            return
        if not self.row.link(column) and self.account_columns.is_odd(column, text):
            why = (
                f"`{text[:60]}` was read as an account, though it is the only one in its column without a mark "
                f"such as `@`"
            )
            self.source.report_guess(self.row, column, why)
        for why in accounts.guesses:
            self.source.report_guess(self.row, column, why)
        for where, account in accounts.by_platform.items():
            if where == name:
                self.values[where] = account
            else:
                self.accounts.append((where, account, column))

    def _name_platform(self) -> None:
        """Assign the handle to the platform that another column names."""
        handle, column = self.values.get("handle"), self.columns.get("_platform")
        platform = platform_of(self.row.text(column)) if column is not None else ""
        if platform and isinstance(handle, str):
            with suppress(CellError):
                self.accounts.append((platform, read_account(platform, handle), self.at["handle"]))

    def _place_accounts(self) -> None:
        """Assign accounts of other platforms to their fields, unless their own columns or other cells contradict."""
        for platform in sorted({platform for platform, _, _ in self.accounts}):
            columns_by_account = {
                account: column for account_platform, account, column in self.accounts if account_platform == platform
            }
            current_account = self.values.get(platform)
            if not current_account and len(columns_by_account) == 1:
                ((self.values[platform], self.at[platform]),) = columns_by_account.items()
                continue
            for account, column in columns_by_account.items():
                if account != current_account:
                    what = (
                        f"its own column says `{str(current_account)[:60]}`"
                        if current_account
                        else "another column says another"
                    )
                    why = f"this is `{account[:60]}` of {PLATFORMS[platform][0]}, and {what}"
                    self.source.leave_out_cell(self.row, column, why)

    def _entry(self) -> SheetEntry | None:
        row, columns, values = self.row, self.columns, self.values
        named_at = columns.get("name", columns.get("first_name"))
        slug_text = row.text(columns["slug"]) if "slug" in columns else ""
        if slug_text and not is_slug(slug_text):
            hint = "small letters a to z, digits and single hyphens, at most 64"
            why = f"`{slug_text[:60]}` cannot be part of an address"
            if self.source.layout.dialect is OUR_EXPORT:
                self.source.skip(row, columns["slug"], why, hint)
                return None
            self.source.leave_out_cell(row, columns["slug"], why, hint)
            slug_text = ""
        name = values.get("name")
        if not name and not slug_text:
            self.source.skip(row, named_at, "this person has no name")
            return None
        at = {name: column for name, column in self.at.items() if name in values}
        at.setdefault("name", 0 if named_at is None else named_at)
        slug = slug_text or _slug(str(name), values)
        return SheetEntry(row, str(name or slug_text), values, at, slug, was=self.was, story=self._story())

    def _story(self) -> str:
        """Return a text about the person as Markdown."""
        column = self.columns.get("_story")
        if column is None:
            return ""
        if column in self.row.spoiled_cells:
            self.source.leave_out_cell(self.row, column, self.row.spoiled_cells[column])
            return ""
        text = self.row.cells[column] if column < len(self.row.cells) else ""
        if not text.strip() or is_sheet_error(text):
            return ""
        if holds_email(text):
            _report_personal(self.source, self.row, column)
            return ""
        if holds_table(text):
            message = f"{self.source.at(self.row, column)}: the table stays text, and the page shows its signs"
            hint = "write it in story.md, after the import"
            self.source.report.warning("unknown-markup", message, self.source.place(self.row, column), hint)
        return to_markdown(text)


def _slug(name: str, values: Mapping[str, Raw | None]) -> str:
    """Return the slug of a page, from the name, or from a handle if a part of the name has no Latin letters.

    A transliteration of Han, Arabic or Hebrew letters is rarely how the owner spells the name.
    """
    name = without_pronouns(name)
    if not _is_latin(name):
        handles = (str(values.get(key) or "") for key in _HANDLES)
        if handle := next(
            (slug for handle in handles if handle.isascii() and "/" not in handle and (slug := slug_of(handle, ""))), ""
        ):
            return handle
    return slug_of(name, "ambassador")


def _is_latin(name: str) -> bool:
    letters = [char for char in unicodedata.normalize("NFKC", name) if unicodedata.category(char) in _LETTERS]
    return bool(letters) and all(unicodedata.name(char, "").startswith("LATIN") for char in letters)


def _report_personal(source: SheetSource, row: Row, column: int) -> None:
    message = f"{source.at(row, column)}: there is an e-mail address here, so the cell was left out"
    hint = "personal data stays out of the repository"
    source.report.warning("email-in-sheet", message, source.place(row, column), hint)
