"""The Jinja code generator with cheaper escaping, cached translations and inlined includes."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE, Symbols

_WORDS = ("_", "gettext")


class TemplateCode(CodeGenerator):
    """The code generator for environments with `escape_text` and `words`, whose contexts have `render_include`.

    The code is the same for all languages: it looks a constant message up in `words`, the environment's translations.
    A Jinja version that does not ask for this class compiles templates its usual way.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        # The generated code joins the pieces at once, so a piece need not be Markup.
        if isinstance(node, nodes.Call) and _is_word(node, frame):
            self.write("(")
        elif frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escape_text(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Generate code for a call; a constant message is a look-up instead."""
        if _is_word(node, frame):
            self.write(f"environment.words[{node.args[0].as_const()!r}]")
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Generate code that yields an include as one text.

        Jinja would yield many pieces, and pass each through every template around the include.
        """
        if node.ignore_missing or not node.with_context or self.environment.is_async:
            super().visit_Include(node, frame)
        else:
            self.start_write(frame, node)
            self.write("context.render_include(")
            self.visit(node.template, frame)
            self.write(f", {self.name!r}, {self.dump_local_context(frame)})")
            self.end_write(frame)


def _is_word(call: nodes.Call, frame: Frame) -> bool:
    """Return whether a call is `_("a text")` or `{% trans %}` without placeholders, with the usual `_`."""
    plain = not (call.kwargs or call.dyn_args or call.dyn_kwargs) and len(call.args) == 1
    return (
        plain
        and isinstance(call.args[0], nodes.Const)
        and isinstance(call.args[0].value, str)
        and isinstance(call.node, nodes.Name)
        and call.node.name in _WORDS
        and frame.eval_ctx.autoescape
        and not frame.eval_ctx.volatile
        and not _is_set(call.node.name, frame.symbols)
    )


def _is_set(name: str, symbols: Symbols | None) -> bool:
    """Return whether a template sets a name, in this scope or one around it."""
    lookup: Any = symbols and symbols.find_load(symbols.ref(name))
    if lookup != (VAR_LOAD_RESOLVE, name):
        return True
    while symbols is not None:
        if name in symbols.stores:
            return True
        symbols = symbols.parent
    return False
