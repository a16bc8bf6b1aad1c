"""The command `ambassador cache`: the data that builds keep."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from generator.build.build_lock import hold_build_lock
from generator.build.cache_folder import open_cache_folder
from generator.build.incremental.state import STATE_FILE, BuildState
from generator.build.options import CACHE, STANDBY, BuildOptions
from generator.cli.options import SITE_IF_ANY, require_site
from generator.cli.streams import note_done
from generator.images.cache_prune import (
    CacheEntry,
    drop,
    drop_unfinished,
    list_entries,
    not_in,
    too_much,
    too_old,
)
from generator.output.output_folder import PublishError
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase

_UNITS = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_SPANS = {"d": 24 * 60 * 60, "w": 7 * 24 * 60 * 60}
FOLDER = click.option(
    "--cache", type=click.Path(file_okay=False, path_type=Path), help="The folder for cached pictures."
)


class SizeType(click.ParamType[int]):
    """The type of a size such as 2GB."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the size in bytes."""
        match = re.fullmatch(r"([0-9]{1,9}(?:\.[0-9]{1,3})?)\s*([KMGT]?B?)", str(value).strip().upper())
        if not match or match[2] not in _UNITS:
            self.fail(f"`{value}` is not a size; write 500MB or 2GB", param, ctx)
        return int(float(match[1]) * _UNITS[match[2]])


class SpanType(click.ParamType[int]):
    """The type of a time such as 90d."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the time in seconds."""
        match = re.fullmatch(r"([0-9]{1,5})([dw])", str(value).strip().lower())
        if not match:
            self.fail(f"`{value}` is not a time span; write 90d (days) or 12w (weeks)", param, ctx)
        return int(match[1]) * _SPANS[match[2]]


@click.group(invoke_without_command=True)
@SITE_IF_ANY
@FOLDER
@click.pass_context
def cache(ctx: click.Context, site: Path, cache: Path | None) -> None:
    """Show or clear the cache."""
    request = BuildOptions(site, cache=cache)
    ctx.obj = request
    if ctx.invoked_subcommand is not None:
        return
    _need_folder(request)
    entries = list_entries(_pictures(request))
    click.echo(f"Pictures  {_summary(entries)} in {visible(str(_pictures(request)))}")
    memory = _memory(request)
    with suppress(OSError):
        size = memory.stat().st_size
        click.echo(f"State     {_size(size)} in {visible(str(memory))}")
        return
    click.echo("State     none: the next build renders every page")


@cache.command()
@click.option(
    "--older-than",
    type=SpanType(),
    metavar="90d",
    help="Delete pictures that no build used for this many days or weeks.",
)
@click.option(
    "--max-size",
    type=SizeType(),
    metavar="2GB",
    help="Delete the longest unused pictures until the rest fits this size.",
)
@click.option("--unused", is_flag=True, help="Delete pictures that the last build of this site does not show.")
@click.pass_obj
def prune(request: BuildOptions, older_than: int | None, max_size: int | None, unused: bool) -> None:
    """Delete cached pictures. A build makes them again if it needs them."""
    if older_than is None and max_size is None and not unused:
        raise click.UsageError("say what to delete: --older-than 90d, --max-size 2GB, or --unused")
    _need_folder(request)
    if unused and _is_shared(request):
        message = f"--unused: {request.cache_folder} is not only for this site; other sites may use its pictures"
        raise click.UsageError(f"{message}. Use --older-than 90d")
    with _alone(request):
        pictures = _pictures(request)
        entries = list_entries(pictures)
        going: dict[CacheEntry, None] = {}
        if older_than is not None:
            going |= dict.fromkeys(too_old(entries, older_than, time.time()))
        if unused:
            going |= dict.fromkeys(not_in(entries, _find_published(request)))
        if max_size is not None:
            going |= dict.fromkeys(too_much([entry for entry in entries if entry not in going], max_size))
        drop(list(going))
        drop_unfinished(pictures)
    note_done(f"Deleted {_summary(list(going))}.")
    click.echo(f"Deleted {_summary(list(going))}; {_summary(list_entries(pictures))} left.")


@cache.command()
@click.pass_obj
def clear(request: BuildOptions) -> None:
    """Delete the whole cache. The next build renders every page and picture."""
    _need_folder(request)
    with _alone(request):
        entries = list_entries(_pictures(request))
        drop(entries)
        drop_unfinished(_pictures(request))
        if _memory(request).exists():
            BuildState(_memory(request)).reset()
        spare = request.root / CACHE / STANDBY
        if not spare.is_symlink():
            shutil.rmtree(spare, ignore_errors=True)
    note_done(f"Deleted {_summary(entries)}.")
    click.echo(f"Deleted {_summary(entries)}, and the state of the last build.")


def _need_folder(request: BuildOptions) -> None:
    """End the command unless the folder is a site, or the user named a shared cache folder."""
    if not _is_shared(request):
        require_site(request.root, "full")
    try:
        open_cache_folder(request)
    except PublishError as error:
        raise click.ClickException(f"{error.message}. {error.help}") from None


def _is_shared(request: BuildOptions) -> bool:
    return request.cache_folder.resolve() != (request.root / CACHE).resolve()


def _find_published(request: BuildOptions) -> set[tuple[int, str]]:
    if not _memory(request).exists():
        raise click.UsageError("--unused: there is no state of a last build; build first")
    memory = BuildState(_memory(request))
    try:
        return set(memory.published_files.values())
    finally:
        memory.close()


@contextmanager
def _alone(request: BuildOptions) -> Iterator[None]:
    """Wait for a running build, then hold its lock."""
    if not (request.root / CACHE).is_dir():
        yield
        return
    with hold_build_lock(request.root / CACHE, lambda: click.echo("Waiting for another build ...", err=True)):
        yield


def _pictures(request: BuildOptions) -> Path:
    return request.cache_folder / "pictures"


def _memory(request: BuildOptions) -> Path:
    return request.root / CACHE / STATE_FILE


def _summary(entries: list[CacheEntry]) -> str:
    return f"{count_phrase(len(entries), 'picture')} of {_size(sum(entry.size for entry in entries))}"


def _size(size: int) -> str:
    for unit in ("GB", "MB", "KB"):
        if size >= _UNITS[unit]:
            return f"{size / _UNITS[unit]:.1f} {unit}"
    return count_phrase(size, "byte")
