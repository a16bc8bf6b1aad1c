"""The reader of SVG into a small tree: no DTD, no entities, no instructions, and a line for every element."""

from __future__ import annotations

import re
from typing import NoReturn
from xml.parsers import expat

from msgspec import Struct, field

from generator.images.errors import PictureError
from generator.images.svg.rules import SVG

MAX_BYTES = 200_000
_MAX_DEPTH = 60
_MAX_WEIGHT = 20_000
_HELP = "Export the logo again as plain SVG."
_REFERENCE = re.compile(r"#([\w.:-]+)")


class Node(Struct):
    """One element. An attribute with a namespace has the key `"namespace name"`; `line` counts from 1."""

    space: str
    name: str
    attributes: dict[str, str]
    line: int
    parts: list[Node | str] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """Return the elements inside this one."""
        return [part for part in self.parts if isinstance(part, Node)]


def parse_svg(data: bytes) -> Node:
    """Return the root element. Raises PictureError for anything but a well-formed SVG without entities."""
    if len(data) > MAX_BYTES:
        message = f"the SVG has {len(data) / 1000:,.0f} KB; at most 200 KB are read"
        raise PictureError("picture-too-large", message, "Simplify the drawing, or save it as PNG.")
    if data[:2] == b"\x1f\x8b":
        raise PictureError("unsupported-picture", "the SVG is compressed (SVGZ), which is not read", _HELP)
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"the SVG is not well-formed XML: {expat.errors.messages[error.code]}"
        raise PictureError("broken-picture", message, _HELP, error.lineno) from error
    except (LookupError, ValueError) as error:  # an encoding that is unknown to Python, or invalid
        if isinstance(error, PictureError):
            raise
        message = "the SVG names a text encoding that does not exist"
        raise PictureError("broken-picture", message, "Save it as UTF-8.", 1) from error
    root = reader.root
    if root is None or root.name != "svg" or root.space not in (SVG, ""):
        raise PictureError("not-a-picture", "the file is XML, but not an SVG drawing", _HELP, 1)
    return root


class _Reader:
    """The handler that turns Expat's events into nodes. Unlike ElementTree, Expat reports lines and doctypes."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self.root: Node | None = None
        self._open: list[Node] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        node = Node(space, local, attributes, self.parser.CurrentLineNumber)
        if len(self._open) >= _MAX_DEPTH:
            self._refuse(f"more than {_MAX_DEPTH} elements inside each other")
        if self._open:
            self._open[-1].parts.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        # Old programs write the doctype of SVG 1.1, which does nothing. A subset could declare entities.
        if has_subset:
            self._refuse("a DOCTYPE with declarations")

    def _entity(self, name: str, *_arguments: object) -> None:
        self._refuse(f"the entity `{name[:40]}`")

    def _instruction(self, target: str, _data: str) -> None:
        self._refuse(f"the processing instruction `<?{target[:40]}?>`")

    def _refuse(self, what: str) -> NoReturn:
        line = self.parser.CurrentLineNumber
        raise PictureError("unsafe-svg", f"the SVG holds {what}, which is not allowed", _HELP, line)


def check_weight(root: Node) -> None:
    """Refuse a drawing that unfolds to too many elements: a few levels of nested `use` stop any browser."""
    by_id: dict[str, Node] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        by_id.setdefault(node.attributes.get("id", ""), node)
        stack.extend(node.children)
    weights: dict[int, int] = {}

    def weigh(node: Node, above: tuple[int, ...]) -> int:
        if id(node) in above or len(above) > 2 * _MAX_DEPTH:
            raise _unfolds("parts that contain themselves", node)
        if id(node) not in weights:
            inside = (*above, id(node))
            total = 1 + sum(weigh(child, inside) for child in node.children)
            for target in _references(node):
                if target in by_id:
                    total += weigh(by_id[target], inside)
            weights[id(node)] = total
            if total > _MAX_WEIGHT:
                raise _unfolds(f"parts that unfold into more than {_MAX_WEIGHT:,} elements", node)
        return weights[id(node)]

    weigh(root, ())


def _references(node: Node) -> list[str]:
    return [
        target
        for name, value in node.attributes.items()
        if name.endswith("href") or "url(" in value.lower()
        for target in _REFERENCE.findall(value)
    ]


def _unfolds(what: str, node: Node) -> PictureError:
    message = f"the SVG holds {what}, which is not allowed"
    return PictureError("unsafe-svg", message, "Export the logo again with its shapes expanded.", node.line)
