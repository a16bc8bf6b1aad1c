"""Tests that builds heal a damaged build state, standby copy or output, and touch no file outside."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build import publish
from generator.build.incremental.state import CHECKSUM_FILE, STATE_FILE
from generator.build.options import BuildOptions
from generator.build.result import BuildResult
from generator.build.run import build_site
from generator.output.output_folder import PublishError
from generator.problems import Report
from tests.build.crashing_extension import files_of
from tests.build.kills import Tree, build, differing, golden_in, tree_of

DAMAGES = int(os.environ.get("DAMAGES", "6"))
_STORY = "content/ambassadors/bo.md"


class Turns:
    """A site that switches between two states, whose published files are known."""

    def __init__(self, folder: Path) -> None:
        self.site = golden_in(folder)
        self.texts = [(self.site / _STORY).read_text("utf-8")]
        self.texts.append(self.texts[0].replace("name: Bo", "name: Bob") + "\nAnother line.\n")
        self.state, self.trees = 0, []
        for _ in self.texts:
            self.turn()
            assert build(self.site, clean=True) is not None
            self.trees.append(files_of(self.site / "output"))
        self.trees.reverse()  # the second text was built first
        assert self.trees[0] != self.trees[1]

    def turn(self) -> None:
        self.state = 1 - self.state
        (self.site / _STORY).write_text(self.texts[self.state], "utf-8")

    @property
    def expected_files(self) -> Tree:
        return self.trees[self.state]

    def build_and_compare(self) -> str:
        """Build, compare every byte, build once more, and return the note of the first build."""
        result = self._build()
        assert result is not None
        files = files_of(self.site / "output")
        assert files == self.expected_files, differing(files, self.expected_files)
        again = build(self.site)
        assert again is not None
        assert (again.rendered_count, again.note) == (0, "")
        return result.note

    def _build(self) -> BuildResult | None:
        """Build. If a link in the cache folder is refused, delete it as the problem's help says, and build again."""
        try:
            return build(self.site)
        except PublishError as error:
            [link] = [path for path in (self.site / ".ambassador").iterdir() if path.is_symlink()]
            if error.name != "unsafe-cache-folder" or link.name not in error.message:
                raise
            link.unlink()
            return build(self.site)


@pytest.fixture
def turns(tmp_path: Path) -> Turns:
    return Turns(tmp_path)


def test_a_build_state_with_damaged_bytes_is_not_used(turns: Turns) -> None:
    draw, path = random.Random(8), turns.site / ".ambassador" / STATE_FILE
    for number in range(DAMAGES):
        turns.turn()
        assert build(turns.site) is not None
        data = bytearray(path.read_bytes())
        at, size = draw.randrange(len(data)), draw.choice([1, 1, 1, 8, 4096])
        how = draw.choice(["flip", "flip", "flip", "cut", "zero", "move", "grow"])
        if how == "flip":
            data[at] ^= 1 << draw.randrange(8)
        elif how == "cut":
            del data[at:]
        elif how == "zero":
            data[at : at + size] = bytes(len(data[at : at + size]))
        elif how == "move":
            data[at : at + size] = data[:size]
        else:
            data += draw.randbytes(size)
        same = bytes(data) == path.read_bytes()
        path.write_bytes(data)
        if draw.random() < 0.7:
            turns.turn()
        note = turns.build_and_compare()
        assert same or "cannot be used" in note, (number, how)


def _sql(statement: str) -> Callable[[Path], object]:
    def act(cache: Path) -> None:
        with sqlite3.connect(cache / STATE_FILE) as store:
            store.execute(statement)
        store.close()

    return act


def _wal(cache: Path) -> None:
    """Add a write-ahead log of another database."""
    with sqlite3.connect(cache / "other") as store:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("CREATE TABLE files (path TEXT)")
        store.execute("INSERT INTO files VALUES ('x')")
        store.commit()
        shutil.copy(cache / "other-wal", cache / f"{STATE_FILE}-wal")
    store.close()
    (cache / "other").unlink()


def _folder(cache: Path) -> None:
    (cache / STATE_FILE).unlink()
    (cache / STATE_FILE / "in").mkdir(parents=True)


_DAMAGE: dict[str, Callable[[Path], object]] = {
    "a table is gone": _sql("DROP TABLE packs"),
    "a row is gone": _sql("DELETE FROM packs WHERE kind = 'files' AND paths LIKE '%bo.md%'"),
    "a row is another": _sql("UPDATE packs SET prints = '[]', paths = '[1]' WHERE kind = 'output'"),
    "a fact is another": _sql("UPDATE facts SET value = '[' WHERE key = 'parts'"),
    "another version": _sql("UPDATE facts SET value = '0' WHERE key = 'format'"),
    "another kind of value": _sql("UPDATE packs SET stamps = 'soon', paths = 3"),
    "a folder": _folder,
    "no build state": lambda cache: (cache / STATE_FILE).unlink(),
    "empty": lambda cache: (cache / STATE_FILE).write_bytes(b""),
    "no database": lambda cache: (cache / STATE_FILE).write_text("hello " * 999),
    "no sum": lambda cache: (cache / CHECKSUM_FILE).unlink(),
    "a sum of nothing": lambda cache: (cache / CHECKSUM_FILE).write_bytes(b"\xff\xfe"),
    "a folder as the sum": lambda cache: ((cache / CHECKSUM_FILE).unlink(), (cache / CHECKSUM_FILE).mkdir()),
    "a log of another": _wal,
    "a link that leads nowhere": lambda cache: (
        (cache / STATE_FILE).unlink(),
        (cache / STATE_FILE).symlink_to("nowhere"),
    ),
    "no lock": lambda cache: ((cache / "lock").unlink(missing_ok=True), (cache / "lock").mkdir()),
    "staging is left": lambda cache: (
        (cache / "staging-1-1/bo").mkdir(parents=True),
        (cache / "staging-1-1/x").touch(),
    ),
    "staging is a file": lambda cache: (cache / "staging-1-2").write_text("x"),
    "all is gone": shutil.rmtree,
}


def test_a_build_heals_a_damaged_cache_folder(turns: Turns) -> None:
    for number, (name, damage) in enumerate(_DAMAGE.items()):
        for has_edit in (True, False) if DAMAGES > 50 else (number % 3 > 0,):
            if has_edit:
                turns.turn()
            damage(turns.site / ".ambassador")
            try:
                turns.build_and_compare()
            except AssertionError as error:
                raise AssertionError(name) from error
            lock = turns.site / ".ambassador/lock"
            if lock.is_dir():
                lock.rmdir()


def test_the_build_state_of_another_site_is_harmless(turns: Turns, tmp_path: Path) -> None:
    other = tmp_path / "copy"
    shutil.copytree(turns.site, other, symlinks=True)
    (other / "content/products.yaml").write_text("soap: {name: X, url: https://golden-shop.example/x}\n", "utf-8")
    (other / "content/ambassadors/ana-lopez/profile.yaml").write_text("name: A\nfavorites: [soap]\n", "utf-8")
    build(other)
    shutil.rmtree(turns.site / ".ambassador")
    shutil.copytree(other / ".ambassador", turns.site / ".ambassador")
    turns.turn()
    turns.build_and_compare()


def test_a_build_replaces_damaged_pictures_of_the_cache(turns: Turns) -> None:
    draw = random.Random(3)
    for path in sorted((turns.site / ".ambassador/pictures").rglob("*.*")):
        data = bytearray(path.read_bytes()) if path.is_file() else bytearray()
        if not data:
            continue
        how = draw.randrange(3)
        if how == 0:
            data[draw.randrange(len(data))] ^= 4
            path.write_bytes(data)
        elif how == 1:
            path.write_bytes(data[: len(data) // 2])
        else:
            path.unlink()
    (turns.site / ".ambassador" / STATE_FILE).unlink()
    turns.build_and_compare()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    (tmp_path / "outside/in").mkdir(parents=True)
    for name in ("diary.txt", "index.html", "build.json", "in/diary.txt"):
        (tmp_path / "outside" / name).write_text("mine")
    return tmp_path / "outside"


def _new_file(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(b"<" + data)


def test_a_damaged_standby_copy_is_never_published(
    turns: Turns, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "MANY", 0)
    spare = turns.site / ".ambassador/spare"

    def replace_by_link(path: Path) -> None:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        path.symlink_to(outside / "index.html" if path.suffix else outside)

    damages: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "a file came": lambda: (spare / "more.html").write_text("x"),
        "a file came in a folder": lambda: (spare / "bo/more.html").write_text("x"),
        "a folder came": lambda: (spare / "more").mkdir(),
        "a file went": lambda: (spare / "robots.txt").unlink(),
        "a file is another": lambda: _new_file(spare / "ana-lopez/index.html"),
        "its build.json is edited": lambda: (spare / "build.json").write_text("{}"),
        "what the last build changed is edited": lambda: (spare / "bo/index.html").write_text("x"),
        "a link": lambda: replace_by_link(spare / "robots.txt"),
        "a folder is a link": lambda: replace_by_link(spare / "bo"),
        "all is a link": lambda: replace_by_link(spare),
        "a file": lambda: (shutil.rmtree(spare), spare.write_text("x")),
        "staging is a link": lambda: (turns.site / ".ambassador/staging").symlink_to(outside),
        "the lock is a link": lambda: (
            (turns.site / ".ambassador/lock").unlink(),
            (turns.site / ".ambassador/lock").symlink_to(outside / "diary.txt"),
        ),
        "the build state is a link": lambda: (
            (turns.site / ".ambassador" / STATE_FILE).unlink(),
            (turns.site / ".ambassador" / STATE_FILE).symlink_to(outside / "diary.txt"),
        ),
    }
    for name, damage in damages.items():
        for _ in range(2):
            turns.turn()
            turns.build_and_compare()
        assert spare.is_dir(), f"no spare before: {name}"
        assert not spare.is_symlink()
        damage()
        before = tree_of(outside)
        for _ in range(2):
            turns.turn()
            try:
                turns.build_and_compare()
            except AssertionError as error:
                raise AssertionError(name) from error
        assert tree_of(outside) == before, name
        lock = turns.site / ".ambassador/lock"
        if lock.is_symlink():
            lock.unlink()


def test_foreign_files_in_the_output_are_refused_and_damage_is_healed(
    turns: Turns, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = turns.site / "output"

    def replace_by_link(name: str) -> None:
        path = output / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        path.symlink_to(outside / "index.html" if path.suffix else outside)

    def same_size(name: str) -> None:
        path = output / name
        old_stat, data = path.stat(), path.read_bytes()
        path.write_bytes(data[:-9] + b"!" + data[-8:])
        os.utime(path, ns=(old_stat.st_atime_ns, old_stat.st_mtime_ns))

    foreign: dict[str, Callable[[], object]] = {
        "a file came": lambda: (output / "more.html").write_text("x"),
        "a file came in a folder": lambda: (output / "bo/more.html").write_text("x"),
        "a page is edited": lambda: same_size("ana-lopez/index.html"),
        "the directory is edited": lambda: same_size("index.html"),
        "a page is a link": lambda: replace_by_link("index.html"),
        "a folder is a link": lambda: replace_by_link("bo"),
        "build.json is gone": lambda: (output / "build.json").unlink(),
    }
    healable: dict[str, Callable[[], object]] = {
        "a page went": lambda: (output / "bo/index.html").unlink(),
        "the directory went": lambda: (output / "index.html").unlink(),
        "a folder went": lambda: shutil.rmtree(output / "ana-lopez"),
        "a folder came": lambda: (output / "more").mkdir(),
        "a file browser looked": lambda: (output / ".DS_Store").write_text("x"),
        "all went": lambda: shutil.rmtree(output),
        "all was copied": lambda: (
            shutil.copytree(output, output.with_name("o")),
            shutil.rmtree(output),
            output.with_name("o").rename(output),
        ),
    }
    for many in (500, 0):
        monkeypatch.setattr(publish, "MANY", many)
        for number, (name, damage) in enumerate((foreign | healable).items()):
            if DAMAGES < 50 and number % 2 == bool(many):
                continue  # each is tried in one of both ways
            for has_edit in (False, True) if DAMAGES > 50 else (number % 4 > 1,):
                if has_edit:
                    turns.turn()
                assert build(turns.site, clean=True) is not None
                damage()
                before = tree_of(outside)
                if name in foreign:
                    files = files_of(output)
                    with pytest.raises(PublishError) as error_info:
                        build(turns.site)
                    assert error_info.value.name == "foreign-output-folder", name
                    assert files_of(output) == files, name
                    assert build(turns.site, clean=True) is not None
                if name == "a file browser looked" and not has_edit:
                    assert build(turns.site) is not None
                    (output / ".DS_Store").unlink(missing_ok=True)
                try:
                    turns.build_and_compare()
                except AssertionError as error:
                    raise AssertionError(name) from error
                assert tree_of(outside) == before, name


def test_builds_with_other_options_are_each_right(turns: Turns, tmp_path: Path) -> None:
    """Each build with another output folder, address, day or drafts gives the files of a first build."""
    all_options = [
        BuildOptions(turns.site, date(2026, 11, 22)),
        BuildOptions(turns.site, date(2026, 11, 22), drafts=True),
        BuildOptions(turns.site, date(2026, 11, 22), url="https://elsewhere.example/x"),
        BuildOptions(turns.site, date(2027, 1, 1)),
        BuildOptions(turns.site, date(2026, 5, 1)),
    ]
    expected_trees = []
    for options in all_options:
        assert build_site(options, tmp_path / "expected", True, Report()) is not None
        expected_trees.append(files_of(tmp_path / "expected"))
    draw = random.Random(1)
    for _ in range(12):
        number, output = draw.randrange(len(all_options)), draw.choice([tmp_path / "one", turns.site / "output"])
        turns.turn() if turns.state else None
        assert build_site(all_options[number], output, False, Report()) is not None
        assert files_of(output) == expected_trees[number], number
