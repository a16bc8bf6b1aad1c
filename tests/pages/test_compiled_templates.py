"""Tests that a compiled template is used only for exactly the template that it was compiled from."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import CodeType

import pytest
from jinja2 import Environment, Template

from generator.pages import compile_themes as compile_themes_module
from generator.pages import compiled_templates
from generator.pages.compile_themes import compile_themes
from generator.pages.compiled_templates import CompiledTemplates, compiled_file
from generator.pages.jinja_env import templates_of
from generator.registry import data_folder

TEXT = "{{ _('The circle') }} {{ name }}"


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the templates of a built-in theme, with one template. Python writes bytecode."""
    for module in (compiled_templates, compile_themes_module):
        monkeypatch.setattr(module, "data_folder", lambda _: tmp_path / "themes")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "tool").mkdir()
    for name in (*compiled_templates._COMPILERS, "theme.py"):
        shutil.copy(Path(compiled_templates.__file__).with_name(name), tmp_path / "tool")
    monkeypatch.setattr(compiled_templates, "__file__", str(tmp_path / "tool/compiled_templates.py"))
    folder = tmp_path / "themes/own/templates"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(TEXT, "utf-8")
    return folder


def _environment(templates: Path, lang: str = "en") -> Environment:
    environment = templates_of((data_folder("themes") / "dew",), lang)
    environment.loader.searchpath = [str(templates)]  # type: ignore[union-attr]
    return environment


def _parts(code: CodeType) -> list[CodeType]:
    """Return a code object and all code objects inside it."""
    return [code, *(part for inner in code.co_consts if isinstance(inner, CodeType) for part in _parts(inner))]


def _page(environment: Environment) -> Template:
    return environment.get_template("page.html")


def _render_page(templates: Path, lang: str = "en") -> str:
    """Render the page in a new environment, which may compile it."""
    return _page(_environment(templates, lang)).render(name="Lea")


def _cached_code(templates: Path) -> Path:
    [path] = (templates / "__pycache__").iterdir()
    return path


@pytest.fixture
def no_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was compiled")

    monkeypatch.setattr(Environment, "_compile", refuse)


def test_the_cached_code_serves_every_language(templates: Path, request: pytest.FixtureRequest) -> None:
    assert _render_page(templates) == "The circle Lea"
    request.getfixturevalue("no_compiling")
    assert [_render_page(templates, lang) for lang in ("en", "de", "fr")] == [
        "The circle Lea",
        "Der Kreis Lea",
        "Le cercle Lea",
    ]


def test_every_template_has_the_same_code_cached_and_compiled(templates: Path) -> None:
    shutil.rmtree(templates)
    shutil.copytree(data_folder("themes") / "dew/templates", templates, ignore=shutil.ignore_patterns("__pycache__"))
    names = sorted(path.relative_to(templates).as_posix() for path in templates.rglob("*.html"))
    for lang in ("en", "ar"):
        cached = _environment(templates, lang)
        uncached = _environment(templates, lang)
        uncached.bytecode_cache = None
        for name in names:
            cached.get_template(name)  # the first language compiles it, the second reads the code
            source, filename, _ = uncached.loader.get_source(uncached, name)  # type: ignore[union-attr]
            bucket = CompiledTemplates().get_bucket(cached, name, filename, source)
            assert bucket.code is not None
            assert bucket.code == uncached.compile(source, name, filename), name
            assert {code.co_filename for code in _parts(bucket.code)} == {filename}


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (compiled_templates.jinja2, "__version__", "3.0.0"),
        (compiled_templates, "MAGIC_NUMBER", b"0000"),
        (compiled_templates, "_COMPILERS", ("theme.py",)),
    ],
)
def test_another_jinja_python_or_compiler_compiles_again(
    templates: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str, value: object
) -> None:
    _render_page(templates)
    before = _cached_code(templates).read_bytes()
    compiled_templates._compiler_key.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(module, name, value)
        assert _render_page(templates) == "The circle Lea"
        assert _cached_code(templates).read_bytes() != before
    compiled_templates._compiler_key.cache_clear()


def test_the_wheel_contains_what_a_build_would_cache(templates: Path) -> None:
    _render_page(templates)
    (templates.parent / "theme.toml").write_text("", "utf-8")
    path = _cached_code(templates).relative_to(templates.parents[1]).as_posix()
    assert list(compile_themes()) == [(path, _cached_code(templates).read_bytes())]
    assert str(templates).encode() not in _cached_code(templates).read_bytes(), "it names a folder of this machine"


def test_an_edited_or_moved_template_is_compiled_again(templates: Path, tmp_path: Path) -> None:
    _render_page(templates)
    page = templates / "page.html"
    page.write_text("{{ name }}!", "utf-8")
    assert _render_page(templates) == "Lea!"
    (templates.parent / "templates").rename(tmp_path / "themes/moved")
    new_folder = tmp_path / "themes/moved"
    assert _page(_environment(new_folder)).root_render_func.__code__.co_filename == str(new_folder / "page.html")


def test_a_damaged_or_foreign_file_is_not_used(templates: Path) -> None:
    _render_page(templates)
    cache_file = _cached_code(templates)
    code = cache_file.read_bytes()
    (templates / "other.html").write_text("other", "utf-8")
    _environment(templates).get_template("other.html")
    other_code = next(path for path in cache_file.parent.iterdir() if path != cache_file).read_bytes()
    for damage in (
        b"",
        code[:40],
        code[:-9],
        b"\0" * len(code),
        other_code,
        code[:32] + other_code[32:],
        other_code[:32] + code[32:],
    ):
        cache_file.write_bytes(damage)
        assert _render_page(templates) == "The circle Lea"
        assert cache_file.read_bytes() == code


@pytest.fixture
def site(templates: Path, tmp_path: Path) -> Path:
    """Return the templates of a site's own theme."""
    return Path(shutil.copytree(templates, tmp_path / "site/themes/own/templates"))


def _codes_of_sites(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "tool/__pycache__").glob("*.jinja"))


def test_templates_of_a_site_are_cached_in_the_tools_folder(
    site: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    plain = _environment(site)
    plain.bytecode_cache = None
    cache = CompiledTemplates()
    page = str(site / "page.html")
    assert not cache.is_kept(page, TEXT)
    assert _render_page(site) == _page(plain).render(name="Lea") == "The circle Lea"
    assert len(_codes_of_sites(tmp_path)) == 1
    assert [path.name for path in site.iterdir()] == ["page.html"]
    assert cache.is_kept(page, TEXT)
    assert [cache.is_kept(page, f"{TEXT}!"), cache.is_kept(str(site / "other.html"), TEXT)] == [False, False]
    request.getfixturevalue("no_compiling")
    code = _page(_environment(site)).root_render_func.__code__
    assert (code, code.co_filename) == (_page(plain).root_render_func.__code__, page)


def test_an_edited_template_of_a_site_is_compiled_again(site: Path, tmp_path: Path) -> None:
    _render_page(site)
    (site / "page.html").write_text("{{ name }}!", "utf-8")
    assert _render_page(site) == "Lea!"
    assert len(_codes_of_sites(tmp_path)) == 1


def test_templates_with_one_number_replace_each_other(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled_templates, "compiled_file", lambda _: tmp_path / "tool/__pycache__/one.jinja")
    other_site = Path(shutil.copytree(site, tmp_path / "other/themes/own/templates"))
    (other_site / "page.html").write_text("Other {{ name }}", "utf-8")
    for _ in range(2):
        assert (_render_page(site), _render_page(other_site)) == ("The circle Lea", "Other Lea")
    assert len(_codes_of_sites(tmp_path)) == 1


def test_sites_have_few_files(tmp_path: Path) -> None:
    files = {compiled_file(str(tmp_path / f"site{number}/templates/page.html")) for number in range(2_000)}
    assert 200 < len(files) <= 256
    assert {file.parent.name for file in files} == {"__pycache__"}


@pytest.mark.parametrize("why", ["no bytecode", "a file in the way"])
def test_a_page_is_rendered_where_nothing_can_be_cached(
    templates: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "no bytecode":
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    else:
        (templates / "__pycache__").write_text("", "utf-8")
    assert _render_page(templates) == "The circle Lea"
    assert not list(templates.glob("__pycache__/*"))
