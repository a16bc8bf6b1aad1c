"""Plan for forgetting a person: everything to delete, found before anything changes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.authoring.mentions import PASSED_OVER, Mention, files_below, search_site
from generator.authoring.person_facts import PEOPLE, PersonFacts, read_facts
from generator.content.discovery import FOLDER, FORGOTTEN
from generator.content.kit_mark import KIT_MARK
from generator.content.load import load_shared
from generator.content.private_folder import PRIVATE
from generator.content.safe_open import NotAFileError, read_whole
from generator.content.site import Site
from generator.images.cache_prune import list_entries, made_of
from generator.images.decode.file_bytes import MAX_BYTES, sha_of
from generator.models.written import is_slug
from generator.output.crash_recovery import is_built
from generator.output.manifest import MANIFEST, read_manifest
from generator.pages.members import GO, QR
from generator.problems import Place, Report, did_you_mean

CACHE = ".ambassador"
KITS = "kits"
LOCK = "lock"
PICTURES = "pictures"
SHARD_PEOPLE = "people.jsonl"


class ForgetPlan(Struct, frozen=True):
    """Everything of one person. Paths are from the site's folder, with `/`; those of folders end in one."""

    slug: str
    facts: PersonFacts
    own: tuple[str, ...]
    """The person's folder and files, including editors' leftovers next to them."""
    pictures: tuple[str, ...]
    """Files elsewhere in content that only this person names."""
    shared_files: tuple[str, ...]
    """Files that this person and others name: these stay."""
    caches: tuple[str, ...]
    shared_cache: tuple[Path, ...]
    """Files from the person's pages or name, in a cache of pictures that several sites share."""
    built_folders: tuple[str, ...]
    """Other folders of the site where a build wrote the person: shards, and sites built for a test."""
    kits: tuple[str, ...]
    """The person's kit in `kits/`; the tool cannot reach copies that were sent."""
    published_files: tuple[str, ...]
    """The person's files in the output folder, which the next build deletes."""
    addresses: tuple[str, ...]
    """Addresses that will show a neutral page; none if no trace is wanted."""
    mentions: tuple[Mention, ...]
    """Mentions of the person in files that stay."""
    unread: tuple[str, ...]
    """Files that no search opens, such as spreadsheets."""

    @property
    def leaves(self) -> bool:
        """Return whether anything would change."""
        kept_aside = (self.caches, self.shared_cache, self.built_folders, self.kits)
        return any((self.own, self.pictures, *kept_aside, self.addresses, self.published_files))


def plan_forgetting(
    root: Path, slug: str, output: Path, trace: bool, report: Report, cache: Path | None = None
) -> ForgetPlan | None:
    """Find everything to delete; None after a reported problem. `slug` is the name of the folder or file.

    `cache` is the folder of cached pictures, if it is not the site's own.
    """
    content_report = Report()
    site = load_shared(root, content_report).site
    if any(problem.place.file == FORGOTTEN for problem in content_report):
        for problem in content_report:
            if problem.place.file == FORGOTTEN:
                report.add(problem)
        return None
    if not _inside(root, report):
        return None
    own = _own_files(root, slug)
    neutral = {f"{address}/index.html" for address in site.forgotten}
    published_files = tuple(
        sorted(path for path in read_manifest(output) if path.startswith(f"{slug}/") and path not in neutral)
    )
    is_forgotten = any(address.split("/")[0] == slug for address in site.forgotten)
    built_folders, mixed_folders = _built_with(root, slug, output)
    kits = _kits(root, slug)
    if not own and not published_files and not is_forgotten and not built_folders and not kits:
        _report_unknown_person(root, slug, report)
        return None
    facts = read_facts(root, slug)
    near = _files_named(root, slug, own, facts)

    def is_own(file: str) -> bool:
        return file == FORGOTTEN or any(
            file == path or (path[-1] == "/" and file.startswith(path)) for path in (*own, *kits)
        )

    names = {PurePosixPath(file).name for file in near}
    search_result = search_site(root, (slug, *facts.names, *facts.aliases), names, is_own)
    shared_files = frozenset(file for file in near if PurePosixPath(file).name in search_result.names_in_content)
    return ForgetPlan(
        slug=slug,
        facts=facts,
        own=own,
        pictures=tuple(file for file in near if file not in shared_files),
        shared_files=tuple(file for file in near if file in shared_files),
        caches=tuple(f"{folder}/" for folder in (CACHE, PRIVATE) if _has_entries(root / folder)),
        shared_cache=_kept_elsewhere(root, cache, own, tuple(file for file in near if file not in shared_files), facts),
        built_folders=tuple(built_folders),
        kits=kits,
        published_files=published_files,
        addresses=_addresses(root, site, facts, output) if trace else (),
        mentions=tuple(
            mention for mention in search_result.mentions if mention.file not in near or mention.file in shared_files
        ),
        unread=(*search_result.unread, *mixed_folders),
    )


def _kept_elsewhere(
    root: Path, cache: Path | None, own: tuple[str, ...], pictures: tuple[str, ...], facts: PersonFacts
) -> tuple[Path, ...]:
    """Return the files of a shared cache that come from the person's files or show their name."""
    if cache is None or cache.resolve() == (root / CACHE).resolve():
        return ()
    files = [root / path for path in (*own, *pictures)]
    files += [below for folder in files if folder.is_dir() for below in folder.rglob("*")]
    sources = {sha_of(name.encode("utf-8", "surrogatepass")) for name in facts.names}
    for file in files:
        with suppress(OSError, NotAFileError):
            if not file.is_symlink() and not file.is_dir():
                sources.add(sha_of(read_whole(file, MAX_BYTES)[1]))
    return tuple(path for entry in made_of(list_entries(cache / PICTURES), sources) for path in entry.files)


def _built_with(root: Path, slug: str, output: Path) -> tuple[list[str], list[str]]:
    """Return folders in the site (except the output) where a build wrote the person's pages.

    The second list is of folders that also hold other files: forget does not delete those.
    """
    built_folders: list[str] = []
    mixed_folders: list[str] = []
    for here, folders, files in os.walk(root):
        folder = Path(here)
        folders[:] = sorted(child for child in folders if child not in PASSED_OVER and folder / child != root / FOLDER)
        if MANIFEST not in files:
            continue
        folders.clear()
        manifest = read_manifest(folder)
        holds = any(path.startswith(f"{slug}/") for path in manifest)
        if SHARD_PEOPLE in manifest:
            holds = holds or any(_names_slug(line, slug) for line in _lines(folder / SHARD_PEOPLE))
        if holds and folder.resolve() != output.resolve():
            (built_folders if is_built(folder) else mixed_folders).append(folder.relative_to(root).as_posix() + "/")
    return built_folders, mixed_folders


def _kits(root: Path, slug: str) -> tuple[str, ...]:
    """Return the person's kit, as a folder and as a ZIP. Leave out a folder of that name that is not a kit."""
    folder = root / KITS
    if folder.is_symlink() or not is_slug(slug):
        return ()
    own, archive = folder / slug, folder / f"{slug}.zip"
    kit_paths = [f"{KITS}/{slug}/"] if not own.is_symlink() and (own / KIT_MARK).is_file() else []
    return (*kit_paths, f"{KITS}/{slug}.zip") if archive.is_file() else tuple(kit_paths)


def _lines(path: Path) -> Iterator[bytes]:
    with suppress(OSError), path.open("rb") as lines:
        yield from lines


def _names_slug(line: bytes, slug: str) -> bool:
    """Return whether a line in a shard's list of people is this person's."""
    with suppress(ValueError, RecursionError):
        row = json.loads(line)
        return isinstance(row, dict) and row.get("slug") == slug
    return False


def _has_entries(cache: Path) -> bool:
    """Return whether builds have cached anything; the lock file does not count."""
    return cache.is_symlink() or (cache.is_dir() and any(entry.name != LOCK for entry in cache.iterdir()))


def _inside(root: Path, report: Report) -> bool:
    """Return whether the people's folder is inside the site: forget never touches files outside."""
    for folder in (FOLDER, PEOPLE):
        path = root / folder
        if path.is_symlink():
            message = "this is a link to a folder elsewhere, and nothing behind a link is deleted"
            report.error("outside-content", message, Place(folder), "run the command where the folder really is")
            return False
    return True


def _own_files(root: Path, slug: str) -> tuple[str, ...]:
    """Return the folder, the Markdown file, and editors' leftovers next to them: `lea.md~`, `.lea.md.swp`."""
    try:
        entries = sorted(os.scandir(root / PEOPLE), key=lambda entry: entry.name)
    except OSError:
        return ()
    beside = re.compile(
        rf"\.?{re.escape(slug)}\.(md|(roster\.)?ya?ml|txt)([.~].*)?|{re.escape(slug)}~|{re.escape(slug)}\.(bak|orig)"
    )
    own_entries = [entry for entry in entries if entry.name == slug or beside.fullmatch(entry.name)]
    return tuple(f"{PEOPLE}/{entry.name}{'/' if entry.is_dir(follow_symlinks=False) else ''}" for entry in own_entries)


def _files_named(root: Path, slug: str, own: tuple[str, ...], facts: PersonFacts) -> tuple[str, ...]:
    """Return pictures and videos outside the person's folder that their files name, each with the path as written."""
    folders = [PEOPLE] if f"{PEOPLE}/{slug}.md" in own else []
    folders += [f"{PEOPLE}/{slug}"] if f"{PEOPLE}/{slug}/" in own else []
    near, person_text = [], facts.text
    for file in files_below(root / FOLDER):
        path = f"{FOLDER}/{file}"
        if path.startswith(f"{PEOPLE}/{slug}/") or path.endswith((".yaml", ".yml", ".md")):
            continue
        paths = [os.path.relpath(path, folder).replace(os.sep, "/") for folder in folders]
        # Most names do not occur at all, and `in` excludes them much faster.
        if any(
            path in person_text and re.search(rf"(?<![\w./-]){re.escape(path)}(?![\w-])", person_text) for path in paths
        ):
            near.append(path)
    return tuple(near)


def _addresses(root: Path, site: Site, facts: PersonFacts, output: Path) -> tuple[str, ...]:
    """Return the addresses of their pages without short links: page, channels, printed code, and aliases."""
    channels = facts.channels if facts.channels is not None else site.settings.channels
    below = ("", *channels, *((QR,) if site.settings.qr_codes else ()))
    firsts = [facts.slug, *facts.aliases]
    all_addresses = {f"{first}/{address}".strip("/") for first in firsts for address in below}
    for path in read_manifest(output):
        folder, _, file = path.rpartition("/")
        first, _, inner_path = folder.partition("/")
        if first in firsts and file == "index.html" and inner_path.split("/")[0] != GO:
            all_addresses.add(folder)
    stems = _stems(root, facts.slug)
    parts = {address: address.split("/") for address in all_addresses}
    free = {stem for stem, each in parts.items() if all(map(is_slug, each)) and each[0] not in stems}
    return tuple(sorted(free - set(site.forgotten)))


def _stems(root: Path, slug: str) -> set[str]:
    """Return the addresses that belong to other people."""
    names = set()
    for folder in (PEOPLE, f"{FOLDER}/pages"):
        if (root / folder).is_dir():
            names |= {entry.name.removesuffix(".md") for entry in (root / folder).iterdir()}
    return names - {slug}


def _report_unknown_person(root: Path, slug: str, report: Report) -> None:
    people = _stems(root, "")
    for person in sorted(people):
        if slug in read_facts(root, person).aliases:
            message = f"`{slug}` is an old address of `{person}`"
            report.error("unknown-ambassador", message, Place("the command line"), f"write `forget {person}`")
            return
    hint = did_you_mean(slug, sorted(people), "write the name of a folder or file in content/ambassadors/")
    report.error("unknown-ambassador", f"no ambassador is called `{slug[:70]}`", Place("the command line"), hint)
