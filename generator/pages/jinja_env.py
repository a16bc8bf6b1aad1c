"""The Jinja environment of themes, with faster escaping, calls and translations, which pages use hundreds of times.

The meaning of a template does not change. Where a faster path does not apply, Jinja's own code runs.

PERF: the template of a page takes 46 % more CPU time without these paths, a cold page 6 %.
Plain way: `jinja2.Environment` with the same loader, filters and globals.
Compared in tests/pages/test_jinja_env.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from types import FunctionType
from typing import Any

import markupsafe
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound
from jinja2.loaders import split_template_path
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from generator.content.safe_open import read_file
from generator.pages import locale_format
from generator.pages.catalogues import catalogues
from generator.pages.compiled_templates import CompiledTemplates
from generator.pages.jinja_compiler import TemplateCode
from generator.sections.product_card import ProductView
from generator.sections.prose_parts import StoryPicture

_escaped_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""The part of `escape` that looks at a text's letters, without making it Markup (where markupsafe has it apart)."""


def escape_text(value: object) -> str:
    """Return the text of `markupsafe.escape(value)`, at a lower cost."""
    if type(value) is str:
        return _escaped_text(value)
    return value if type(value) is Markup else escape(value)


class _Context(Context):
    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function or macro. Jinja's check for extra arguments is skipped for macros and plain functions."""
        if type(function) is Macro:
            if kwargs:
                kwargs.pop("_loop_vars", None)
                kwargs.pop("_block_vars", None)
            plain = not (function.caller or function.catch_kwargs or function.catch_varargs)
            body = getattr(function, "_func", None)
            if plain and body and self.eval_ctx.autoescape:
                if len(args) < len(function.arguments):  # the macro fills in missing arguments
                    args += tuple([kwargs.pop(name, missing) for name in function.arguments[len(args) :]])
                if not kwargs and len(args) == len(function.arguments):
                    return str.__new__(Markup, body(*args))
            return function(self.eval_ctx, *args, **kwargs)
        if type(function) is FunctionType and not function.__dict__:  # where `pass_context` and its like mark functions
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return function(*args, **kwargs)
        return super().call(function, *args, **kwargs)

    def render_include(self, choice: object, by: str, own: Mapping[str, object]) -> str:
        """Return the output of `{% include wanted %}` in the template `by`. `own` are the names that this template has
        set.
        """
        environment: Any = self.environment
        template = (environment.get_template if type(choice) is str else environment.get_or_select_template)(choice, by)
        names = {**self.parent, **self.vars}
        names.update([(name, value) for name, value in own.items() if value is not missing])
        context = _Context(environment, names, template.name, template.blocks)
        context.globals_keys = self.globals_keys  # all templates share the same globals
        return "".join(template.root_render_func(context))


class _Words(dict[str, Markup]):
    """The messages of the templates in the environment's language, each translated when it is first wanted."""

    def __init__(self, gettext: Callable[[str], Markup]) -> None:
        super().__init__()
        self._gettext = gettext

    def __missing__(self, text: str) -> Markup:
        markup = self[text] = self._gettext(text)
        return markup


class _TemplateFiles(FileSystemLoader):
    """The templates in a theme's folders. Jinja's own loader waits for ever where a file has become a pipe."""

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja hands it over
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template and its path. Raises TemplateNotFound, OSError, UnicodeDecodeError."""
        parts = split_template_path(template)
        path = next((path for folder in self.searchpath if (path := Path(folder, *parts)).is_file()), None)
        if path is None:
            paths = ", ".join(map(repr, self.searchpath))
            message = f"{template!r} not found in search path{'s' if len(self.searchpath) > 1 else ''}: {paths}"
            raise TemplateNotFound(template, message)  # as Jinja words it
        return read_file(path).decode("utf-8"), str(path), lambda: True


class _Environment(Environment):
    code_generator_class = TemplateCode
    context_class = _Context
    escape_text = staticmethod(escape_text)
    words: _Words

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._templates: dict[str | Template, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals, one plain dict for all templates. Jinja would build a new mapping for each of them."""
        return super().make_globals(d) if d else self.globals

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template, and keep it for ever: a theme has few templates."""
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = super().get_template(name, parent, globals)
        return template


def templates_of(folders: tuple[Path, ...], lang: str) -> Environment:
    """Return the templates of a theme in a language. `folders` are those of the theme (`Theme.folders`)."""
    environment = _Environment(
        loader=_TemplateFiles([folder / "templates" for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        bytecode_cache=CompiledTemplates(),
        optimized=False,  # pages have hardly any constant expressions, and the search for them costs a quarter
    )
    words = locale_format.in_direction(locale_format.catalogue(catalogues(folders), lang), lang)
    any_environment: Any = environment
    any_environment.install_gettext_translations(words, newstyle=True)
    gettext = _gettext(words)
    environment.globals.update(dict.fromkeys(("_", "gettext"), gettext))
    environment.words = _Words(gettext)
    environment.filters.update(
        money=lambda amount, currency: locale_format.money(amount, currency, lang),
        day=lambda day: locale_format.long_day(day, lang),
        territorial=locale_format.territorial,
        names_day=lambda text, day: locale_format.names_day(text, day, lang),
        month=lambda day: locale_format.month(day, lang),
        isoday=lambda day: day.isoformat(),
        compact=lambda value: locale_format.compact(value, lang),
        number=lambda value: locale_format.number(value, lang),
        safe_html=Markup,  # only for HTML that prose/ has sanitised
        niche=_niche(words),
    )
    environment.tests.update(
        product_view=lambda part: isinstance(part, ProductView),
        story_picture=lambda part: isinstance(part, StoryPicture),
    )
    return environment


def _gettext(words: NullTranslations) -> Callable[..., Markup]:
    """Return Jinja's escaping gettext, with a cache of recent messages."""

    def say(text: str, /, **variables: object) -> Markup:
        return Markup(words.gettext(text)) % variables  # noqa: S704 - a theme's own words

    ready = lru_cache(maxsize=4096)(say)

    def gettext(text: str, /, **variables: object) -> Markup:
        # Only plain text may be a key: Markup equals the str of the same letters, and other values may change.
        for value in variables.values():
            if type(value) is not str:
                return say(text, **variables)
        return ready(text, **variables)

    return gettext


def _niche(words: NullTranslations) -> Callable[[str], str]:
    """Return a function that translates a niche.

    Where no catalogue has the niche, it replaces hyphens by spaces. The result is cached, because all pages share few
    niches.
    """

    @lru_cache(maxsize=4096, typed=True)
    def niche(slug: str) -> str:
        translation = words.pgettext("niche", slug)
        return translation if translation != slug else slug.replace("-", " ")

    return niche
