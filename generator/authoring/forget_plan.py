"""What forgetting a person takes away, found before anything is touched."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.authoring.mentions import Mention, files_below, search_site
from generator.authoring.person_facts import PEOPLE, PersonFacts, read_facts
from generator.content.files import FOLDER, FORGOTTEN
from generator.content.load import load_shared
from generator.content.site import Site
from generator.models.written import is_slug
from generator.output.manifest import read_manifest
from generator.pages.roster import GO, QR
from generator.problems import Place, Report, did_you_mean

CACHE = ".ambassador"
LOCK = "lock"


@dataclass(frozen=True, slots=True)
class ForgetPlan:
    """Everything of one person. Paths are from the site's folder, with `/`; those of folders end in one."""

    slug: str
    facts: PersonFacts
    own: tuple[str, ...]
    """Their folder and files, editors' leftovers beside them too."""
    pictures: tuple[str, ...]
    """Files elsewhere in content that nobody else names."""
    shared: tuple[str, ...]
    """Files that they named and others name too: these stay."""
    caches: tuple[str, ...]
    published: tuple[str, ...]
    """Files of theirs in the output folder, which the next build takes away."""
    addresses: tuple[str, ...]
    """Where a neutral page will stand; none where no trace is wanted."""
    mentions: tuple[Mention, ...]
    """Where files that stay name the person."""
    unread: tuple[str, ...]
    """Files that no search opens, such as spreadsheets."""

    @property
    def leaves(self) -> bool:
        """Whether anything would change."""
        return bool(self.own or self.pictures or self.caches or self.addresses or self.published)


def plan_forgetting(root: Path, slug: str, output: Path, trace: bool, report: Report) -> ForgetPlan | None:
    """Find all that is to go; None after a reported problem. `slug` is the name of the folder or file."""
    shared = Report()
    site = load_shared(root, shared).site
    if any(problem.place.file == FORGOTTEN for problem in shared):
        for problem in shared:
            if problem.place.file == FORGOTTEN:
                report.add(problem)
        return None
    if not _inside(root, report):
        return None
    own = _own_files(root, slug)
    neutral = {f"{address}/index.html" for address in site.forgotten}
    published = tuple(
        sorted(path for path in read_manifest(output) if path.startswith(f"{slug}/") and path not in neutral)
    )
    known = any(address.split("/")[0] == slug for address in site.forgotten)
    if not own and not published and not known:
        _tell_unknown(root, slug, report)
        return None
    facts = read_facts(root, slug)
    near = _files_named(root, slug, own, facts)

    def is_own(file: str) -> bool:
        return file == FORGOTTEN or any(file == path or (path[-1] == "/" and file.startswith(path)) for path in own)

    names = {PurePosixPath(file).name for file in near}
    searched = search_site(root, (slug, *facts.names, *facts.aliases), names, is_own)
    kept = frozenset(file for file in near if PurePosixPath(file).name in searched.named)
    return ForgetPlan(
        slug=slug,
        facts=facts,
        own=own,
        pictures=tuple(file for file in near if file not in kept),
        shared=tuple(file for file in near if file in kept),
        caches=(f"{CACHE}/",) if _kept(root / CACHE) else (),
        published=published,
        addresses=_addresses(root, site, facts, output) if trace else (),
        mentions=tuple(one for one in searched.mentions if one.file not in near or one.file in kept),
        unread=searched.unread,
    )


def _kept(cache: Path) -> bool:
    """Whether builds have kept anything; the file by which they wait for each other does not count."""
    return cache.is_symlink() or (cache.is_dir() and any(entry.name != LOCK for entry in cache.iterdir()))


def _inside(root: Path, report: Report) -> bool:
    """Whether the people's folder is the site's own: nothing outside the site is ever touched."""
    for folder in (FOLDER, PEOPLE):
        path = root / folder
        if path.is_symlink():
            message = "this is a link to a folder elsewhere, and nothing behind a link is taken away"
            report.error("outside-content", message, Place(folder), "forget them where the folder really is")
            return False
    return True


def _own_files(root: Path, slug: str) -> tuple[str, ...]:
    """The folder and the Markdown file, and what editors leave beside them: `lea.md~`, `.lea.md.swp`."""
    try:
        entries = sorted(os.scandir(root / PEOPLE), key=lambda entry: entry.name)
    except OSError:
        return ()
    beside = re.compile(
        rf"\.?{re.escape(slug)}\.(md|ya?ml|txt)([.~].*)?|{re.escape(slug)}~|{re.escape(slug)}\.(bak|orig)"
    )
    found = [entry for entry in entries if entry.name == slug or beside.fullmatch(entry.name)]
    return tuple(f"{PEOPLE}/{one.name}{'/' if one.is_dir(follow_symlinks=False) else ''}" for one in found)


def _files_named(root: Path, slug: str, own: tuple[str, ...], facts: PersonFacts) -> tuple[str, ...]:
    """Pictures and videos outside their folder that their files name, by the path from where they name it."""
    folders = [PEOPLE] if f"{PEOPLE}/{slug}.md" in own else []
    folders += [f"{PEOPLE}/{slug}"] if f"{PEOPLE}/{slug}/" in own else []
    near, written = [], facts.written
    for file in files_below(root / FOLDER):
        path = f"{FOLDER}/{file}"
        if path.startswith(f"{PEOPLE}/{slug}/") or path.endswith((".yaml", ".yml", ".md")):
            continue
        told = [os.path.relpath(path, folder).replace(os.sep, "/") for folder in folders]
        # Most are not there at all, and `in` finds that out much faster.
        if any(one in written and re.search(rf"(?<![\w./-]){re.escape(one)}(?![\w-])", written) for one in told):
            near.append(path)
    return tuple(near)


def _addresses(root: Path, site: Site, facts: PersonFacts, output: Path) -> tuple[str, ...]:
    """Where their pages stood, short links left out: the page, channels, the printed code, and the same of aliases."""
    channels = facts.channels if facts.channels is not None else site.settings.channels
    below = ("", *channels, *((QR,) if site.settings.qr_codes else ()))
    firsts = [facts.slug, *facts.aliases]
    found = {f"{first}/{address}".strip("/") for first in firsts for address in below}
    for path in read_manifest(output):
        folder, _, file = path.rpartition("/")
        first, _, rest = folder.partition("/")
        if first in firsts and file == "index.html" and rest.split("/")[0] != GO:
            found.add(folder)
    others = _stems(root, facts.slug)
    parts = {address: address.split("/") for address in found}
    free = {one for one, each in parts.items() if all(map(is_slug, each)) and each[0] not in others}
    return tuple(sorted(free - set(site.forgotten)))


def _stems(root: Path, slug: str) -> set[str]:
    """Addresses that belong to others."""
    names = set()
    for folder in (PEOPLE, f"{FOLDER}/pages"):
        if (root / folder).is_dir():
            names |= {entry.name.removesuffix(".md") for entry in (root / folder).iterdir()}
    return names - {slug}


def _tell_unknown(root: Path, slug: str, report: Report) -> None:
    people = _stems(root, "")
    for person in sorted(people):
        if slug in read_facts(root, person).aliases:
            message = f"`{slug}` is an old address of `{person}`"
            report.error("unknown-ambassador", message, Place("the command line"), f"write `forget {person}`")
            return
    hint = did_you_mean(slug, sorted(people), "the name is that of the folder or file in content/ambassadors/")
    report.error("unknown-ambassador", f"no ambassador is called `{slug[:70]}`", Place("the command line"), hint)
