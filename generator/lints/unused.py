"""The lints of files and products in content/ that no page shows."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.content.picture_files import list_pictures
from generator.content.references import products_in_prose
from generator.lints.lint import Finding, lint_site
from generator.lints.lint_context import SiteContext
from generator.lints.written_texts import texts_in
from generator.problems import Place
from generator.prose.parts import PictureSlot

_MOST_NAMED = 5  # named examples in one finding


@lint_site("unused-product")
def unused_product(site: SiteContext) -> Iterator[Finding]:
    """Find products that no person names, drafts and ended people included. One finding covers all of them."""
    content = site.site
    used_ids = {id_ for mention in site.mentions for id_ in mention.products}
    used_ids |= {id_ for page in content.pages for id_, _ in products_in_prose(page.text)}
    unused_ids = [id_ for id_ in content.products if id_ not in used_ids]
    if unused_ids:
        places = [Place(place.file, place.keys, "key") for id_ in unused_ids if (place := content.product_places[id_])]
        several = f"{len(unused_ids)} products are on no page: " if len(unused_ids) > 1 else ""
        yield Finding(
            f"{several}{_list_names(unused_ids)}" if several else f"the product `{unused_ids[0]}` is on no page",
            places[0],
            "let a person recommend it, or delete it; if the catalogue is larger on purpose, switch this check off",
            tuple(("and here", place) for place in places[1:_MOST_NAMED]),
        )


@lint_site("unused-picture")
def unused_picture(site: SiteContext) -> Iterator[Finding]:
    """Find pictures and videos that no file names, with one finding per folder."""
    content = site.site
    used_paths = {unicodedata.normalize("NFC", path) for path in _files_named(site)}
    folders: dict[str, list[str]] = defaultdict(list)
    for path in list_pictures(content.root):
        if unicodedata.normalize("NFC", path) not in used_paths:
            folder, _, name = path.rpartition("/")
            folders[folder].append(name)
    for folder, names in folders.items():
        what = f"{len(names)} files in {folder}/ are" if len(names) > 1 else f"{folder}/{names[0]} is"
        name_list = f": {_list_names(names)}" if len(names) > 1 else ""
        hint = "use it in content, or delete it; the repository keeps the old versions"
        yield Finding(f"{what} not shown on any page{name_list}", Place(f"{folder}/{names[0]}"), hint)


def _files_named(site: SiteContext) -> Iterator[str]:
    """Yield every text that could be the path of a file. The reader has joined paths to the site's folder."""
    content, nowhere = site.site, Place("")
    for mention in site.mentions:
        yield from mention.texts
    for model in (content.settings, *content.products.values(), *content.campaigns.values()):
        yield from (text for _, text in texts_in(model, nowhere))
    for page in content.pages:
        yield from (part.src for part in page.text.parts if isinstance(part, PictureSlot))


def _list_names(names: Iterable[str]) -> str:
    names = [f"`{name}`" for name in names]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
