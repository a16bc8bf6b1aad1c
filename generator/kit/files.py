"""A kit as files, and as the ZIP that is sent."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator.content.kit_mark import KIT_MARK
from generator.images.cards.poster import PosterSpec, draw_poster
from generator.images.cards.print_card import draw_print_card
from generator.images.encode.parallel import make_all
from generator.images.errors import PictureError
from generator.images.qr import qr_png, qr_svg
from generator.kit.kit import Kit
from generator.kit.page import render_page
from generator.tables.write import csv_line

_QR_PIXELS = 1000
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP: the same content gives the same bytes."""


def make_files(kit: Kit, jobs: int) -> dict[str, bytes]:
    """All files of a kit, by their paths in it. Raises PictureError where a picture cannot be drawn."""
    poster_data = make_all([picture.spec for picture in kit.pictures], _not_kept, draw_poster, _itself, jobs)
    files: dict[str, bytes] = {}
    for picture, data in zip(kit.pictures, poster_data, strict=True):
        if isinstance(data, PictureError):
            raise data
        files[picture.file] = data
    files |= {path: make() for path, make in _makers(kit).items() if path not in files}
    return dict(sorted(files.items()))


def make_file(kit: Kit, path: str) -> bytes | None:
    """One file of a kit; None where it has no such file. Raises PictureError where a picture cannot be drawn."""
    make = _makers(kit).get(path)
    return make() if make else None


def _makers(kit: Kit) -> dict[str, Callable[[], bytes]]:
    """What makes each file of a kit."""
    makers: dict[str, Callable[[], bytes]] = {
        KIT_MARK: partial(_mark, kit),
        "index.html": partial(render_page, kit),
        "links.csv": partial(_links, kit),
        "LICENCE.txt": partial(_text, [kit.licence]),
    }
    if kit.captions:
        makers["captions.txt"] = partial(_captions, kit)
    makers |= {picture.file: partial(draw_poster, picture.spec) for picture in kit.pictures}
    if kit.pictures:
        makers["pictures/alt-texts.txt"] = partial(
            _text, [f"{picture.file}\n{picture.alt}\n" for picture in kit.pictures]
        )
    if kit.print_spec:
        makers["qr.svg"] = partial(qr_svg, kit.print_spec.url, "#000000", kit.name)
        makers["qr.png"] = partial(qr_png, kit.print_spec.url, _QR_PIXELS)
        makers["print-card.pdf"] = partial(draw_print_card, kit.print_spec, kit.day)
    return makers


def make_zip(slug: str, files: Mapping[str, bytes]) -> bytes:
    """The files of a kit in one ZIP: the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for path, data in files.items():
            entry = zipfile.ZipInfo(f"kit-{slug}/{path}", _DAY_ONE)
            is_compressed = path.endswith((".jpg", ".png", ".pdf"))
            entry.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = 0o100644 << 16, 3
            file.writestr(entry, data)
    return buffer.getvalue()


def list_kits(kits: Sequence[Kit]) -> bytes:
    """A sheet for a mail merge: whom to send which ZIP."""
    channels = list(dict.fromkeys(link.channel for kit in kits for link in kit.links if link.channel))
    lines = [csv_line(["slug", "name", "state", "language", "page", *channels, "code", "label", "zip"])]
    for kit in kits:
        own = {link.channel: link.address for link in kit.links if link.channel}
        page = next((link.address for link in kit.links if not link.channel and not link.product), "")
        cells = [kit.slug, kit.name, kit.state, kit.locale, page, *(own.get(channel, "") for channel in channels)]
        lines.append(csv_line([*cells, kit.code, kit.label.lead, f"{kit.slug}.zip"]))
    return "".join(lines).encode()


def _not_kept(spec: PosterSpec) -> bytes | None:
    """Nothing of a kit is kept in a cache: machines and sites share those."""
    del spec
    return None


def _itself(spec: PosterSpec) -> PosterSpec:
    return spec


def _mark(kit: Kit) -> bytes:
    facts = {"kit": kit.slug, "state": kit.state, "day": kit.day.isoformat()}
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


def _links(kit: Kit) -> bytes:
    rows = [("paste", "channel", "placement", "product", "address")]
    rows += [("yes", link.channel, "", link.product, link.address) for link in kit.links]
    rows += [("", link.channel, link.placement, link.product, link.address) for link in kit.shop_links]
    return "".join(map(csv_line, rows)).encode()


def _captions(kit: Kit) -> bytes:
    return _text(_caption_lines(kit))


def _caption_lines(kit: Kit) -> Iterator[str]:
    for caption in kit.captions:
        yield f"== {caption.name} ==\n"
        for text in caption.texts:
            yield f"{text}\n\n--\n"


def _text(lines: Iterator[str] | Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
