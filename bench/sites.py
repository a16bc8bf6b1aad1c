"""A generated site of any size, to measure or to look at.

    python -m bench.sites FOLDER [--people N] [--products N] [--form folders|files] [--pictures]

FOLDER becomes the site's folder; `ambassador build --site FOLDER` makes it. The same options give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.corpus.photos import draw_photos
from bench.corpus.products import catalogue
from bench.corpus.write import write_site


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--people", type=int, default=100)
    asked.add_argument("--products", type=int, default=120)
    asked.add_argument("--form", choices=("folders", "files"), default="folders")
    asked.add_argument("--pictures", action="store_true", help="a portrait each, and one per product (1600x2000)")
    args = asked.parse_args()
    photos = args.folder / "photos" if args.pictures else None
    if photos:
        draw_photos(photos, args.people, catalogue(args.products))
    write_site(args.folder, args.people, products=args.products, form=args.form, photos=photos)


if __name__ == "__main__":
    main()
