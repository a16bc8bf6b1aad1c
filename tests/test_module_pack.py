"""A module comes from the pack only where Python would load the same code."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from generator import module_pack
from generator.module_pack import packed_modules

LOADING = """
import json, sys
from contextlib import nullcontext
from pathlib import Path
from generator.module_pack import packed_modules
sys.dont_write_bytecode = False
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
with packed_modules(Path(sys.argv[1])) if len(sys.argv) > 1 else nullcontext():
    import generator.build.pipeline
seen = {}
for name, module in sorted(sys.modules.items()):
    spec = getattr(module, "__spec__", None)
    if name == "__main__" or name.startswith("generator.module_pack") or spec is None:
        continue
    inside = spec.submodule_search_locations
    seen[name] = [
        spec.name, spec.origin, spec.cached, spec.has_location, spec.parent, inside and list(inside),
        getattr(module, "__file__", None), getattr(module, "__cached__", None), getattr(module, "__package__", None),
        type(module.__loader__).__name__, module.__loader__ is spec.loader, sorted(vars(module.__loader__))
        if not isinstance(module.__loader__, type) else "", sorted(map(str, vars(module))),
    ]
print(json.dumps([seen, sum(name.endswith(".pyc") for name in opened)]))
"""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The pack's file; Python writes bytecode, and finds a package `shop` with `shop.cart` and `shop.bag.strap`."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    for name in ("__init__", "cart", "bag/__init__", "bag/strap"):
        path = tmp_path / f"lib/shop/{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"value = '{name}'\n", "utf-8")
    yield tmp_path / "__pycache__/own.pack"
    _forget()


def _forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "shop"]:
        del sys.modules[name]


def _load(pack: Path) -> list[ModuleType]:
    """Load the modules, as a process does at its start."""
    _forget()
    importlib.invalidate_caches()
    with packed_modules(pack):
        return [importlib.import_module(name) for name in ("shop", "shop.cart", "shop.bag.strap")]


def _values(pack: Path) -> list[str]:
    return [module.value for module in _load(pack)]


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python reads no module of the package's own."""
    get_code = SourceFileLoader.get_code

    def refuse(self: SourceFileLoader, name: str) -> object:
        assert not name.startswith("shop."), f"{name} was read"
        return get_code(self, name)

    monkeypatch.setattr(SourceFileLoader, "get_code", refuse)


def test_modules_come_from_the_pack(pack: Path, request: pytest.FixtureRequest) -> None:
    plain = _values(pack)
    request.getfixturevalue("no_reading")
    before = pack.stat()
    modules = _load(pack)
    assert [module.value for module in modules] == plain == ["__init__", "cart", "bag/strap"]
    assert pack.stat() == before, "it was written again"
    assert not any(type(finder).__name__ == "_Pack" for finder in sys.meta_path)


def test_a_build_loads_the_same_modules_from_the_pack(tmp_path: Path) -> None:
    def load(*arguments: object) -> tuple[object, int]:
        command = [sys.executable, "-c", LOADING, *map(str, arguments)]
        run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
        seen, count = json.loads(run.stdout)
        return seen, count

    plain, _ = load()
    file = tmp_path / "__pycache__/own.pack"
    assert load(file)[0] == plain
    packed, opened = load(file)
    assert packed == plain
    assert opened < 250
    assert load()[1] > opened + 200


def _edit(lib: Path) -> None:
    (lib / "shop/cart.py").write_text("value = 'edited'\n", "utf-8")


def _edit_keeping_the_size(lib: Path) -> None:
    path = lib / "shop/cart.py"
    path.write_text("value = 'CART'\n", "utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))  # else Python itself would take its compiled module for this one's


def _edit_keeping_the_second(lib: Path) -> None:
    path = lib / "shop/cart.py"
    second = path.stat().st_mtime_ns // 10**9 * 10**9
    path.write_text("value = 'other'\n", "utf-8")
    os.utime(path, ns=(second, second))


def _shadow_by_a_package(lib: Path) -> None:
    (lib / "shop/cart").mkdir()
    (lib / "shop/cart/__init__.py").write_text("value = 'a package'\n", "utf-8")


def _make_a_module_of_a_package(lib: Path) -> None:
    (lib / "shop/bag/__init__.py").unlink()
    (lib / "shop/bag/strap.py").rename(lib / "shop/bag/old.py")
    (lib / "shop/bag/strap").mkdir()
    (lib / "shop/bag/strap/__init__.py").write_text("value = 'in a folder'\n", "utf-8")
    (lib / "shop/bag/__init__.py").write_text("value = 'bag again'\n", "utf-8")


@pytest.mark.parametrize(
    "change",
    [_edit, _edit_keeping_the_size, _edit_keeping_the_second, _shadow_by_a_package, _make_a_module_of_a_package],
)
@pytest.mark.parametrize("loads", [1, 2])
def test_a_changed_module_is_loaded_again(
    pack: Path, tmp_path: Path, change: Callable[[Path], None], loads: int
) -> None:
    for _ in range(loads):
        before = _values(pack)
    change(tmp_path / "lib")
    after = _values(pack)
    _forget()
    plain = [importlib.import_module(name).value for name in ("shop", "shop.cart", "shop.bag.strap")]
    assert after == plain != before
    assert _values(pack) == plain, "from the pack"


def test_a_package_that_stands_before_it_is_loaded(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _values(pack)
    first = tmp_path / "first/shop"
    (first / "bag").mkdir(parents=True)
    for name in ("__init__", "cart", "bag/__init__", "bag/strap"):
        (first / f"{name}.py").write_text("value = 'first'\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "first"))
    for _ in range(2):
        assert _values(pack) == ["first"] * 3


def test_a_deleted_module_is_missing(pack: Path, tmp_path: Path) -> None:
    _values(pack)
    (tmp_path / "lib/shop/cart.py").unlink()
    with pytest.raises(ModuleNotFoundError):
        _values(pack)


def test_other_finders_are_asked_first(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Other:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            asked.append(name)

    _values(pack)
    monkeypatch.setattr(sys, "meta_path", [Other, *sys.meta_path])
    _values(pack)
    assert "shop.cart" in asked


def test_a_damaged_pack_or_one_of_another_python_is_replaced(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = _values(pack)
    whole = pack.read_bytes()
    with monkeypatch.context() as other:
        other.setattr(sys, "version", "3.11.0")
        _values(pack)
        foreign = pack.read_bytes()
    for wrong in (b"", whole[:40], whole[:-9], foreign):
        pack.write_bytes(wrong)
        assert _values(pack) == plain
        assert module_pack._read_pack(pack)[0].keys() >= {"shop.cart", "shop.bag", "shop.bag.strap"}


@pytest.mark.parametrize("why", ["no bytecode", "a file in the way", "no finder of paths"])
def test_where_nothing_can_be_kept_modules_are_loaded(pack: Path, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    if why == "no bytecode":
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    elif why == "a file in the way":
        pack.parent.write_text("", "utf-8")
    else:

        class Paths:
            find_spec = staticmethod(PathFinder.find_spec)

        others = [finder for finder in sys.meta_path if finder is not PathFinder]
        monkeypatch.setattr(sys, "meta_path", [*others, Paths])
    assert _values(pack) == ["__init__", "cart", "bag/strap"]
    assert not pack.parent.is_dir() or not pack.exists()
