"""The downloads of `ambassador import --fetch-images`: its hosts, the user's consent, and the progress."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from generator.cli.progress import watch_progress
from generator.fetching.gate import Gate
from generator.importing.pictures import PictureRefusal
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase

GATE = Gate()
SHELF = ".ambassador/fetched"
"""Where fetched pictures lie until the import has brought them into content."""


class Fetcher:
    """A downloader of an import's pictures, which first shows the hosts and asks for consent."""

    def __init__(self, site: Path, style: str, yes: bool, dry_run: bool) -> None:
        self._site, self._style, self._yes, self._dry_run = site, style, yes, dry_run

    def __call__(self, addresses: Sequence[str]) -> Mapping[str, Path | PictureRefusal]:
        """Fetch pictures; see `Wish.fetch`. A dry run fetches none. The command ends if the user does not agree."""
        # lazy: only an import that fetches pictures needs the network
        from generator.fetching.many_pictures import fetch_pictures, hosts_of

        hosts = hosts_of(addresses, GATE)
        if self._dry_run:
            click.echo(f"Would fetch {_list_hosts(hosts)}\n", err=True)
            return {}
        if hosts and not self._yes:
            self._ask(hosts)
        shelf = self._open_shelf()
        with watch_progress(self._style) as show:
            try:
                results = fetch_pictures(
                    addresses, shelf, GATE, lambda count, total, host: show("fetching", count, total, host)
                )
            except OSError as error:
                raise click.FileError(str(shelf), error.strerror) from None
        return {
            address: result
            if isinstance(result, Path)
            else PictureRefusal(
                f"`{visible(address)[:200]}` cannot be fetched: {result.why}", result.help, by_address=True
            )
            for address, result in results.items()
        }

    def clear(self, pictures: Mapping[str, Path]) -> None:
        """Delete the downloads that are now in content."""
        shelf = self._site / SHELF
        for path in pictures.values():
            if path.parent == shelf:
                path.unlink(missing_ok=True)

    def _ask(self, hosts: Mapping[str, int]) -> None:
        if not sys.stdin.isatty():
            host_list = _list_hosts(hosts)
            raise click.UsageError(
                f"this terminal cannot ask you; add --yes if these pictures may be fetched: {host_list}"
            )
        click.echo(f"This fetches {_list_hosts(hosts)}", err=True)
        if not click.confirm("Fetch them?", err=True):
            click.echo("Nothing was fetched, and nothing was written.", err=True)
            raise click.exceptions.Exit(1)

    def _open_shelf(self) -> Path:
        from generator.images.cache import make_cache_folder  # lazy: only the first build of a site needs it

        cache, shelf = self._site / SHELF.partition("/")[0], self._site / SHELF
        if cache.is_symlink() or shelf.is_symlink():
            raise click.ClickException(f"{SHELF} is a symbolic link: delete it, so that nothing is written elsewhere")
        try:
            make_cache_folder(cache)
            shelf.mkdir(exist_ok=True)
        except OSError as error:
            raise click.FileError(str(shelf), error.strerror) from None
        return shelf


def _list_hosts(hosts: Mapping[str, int]) -> str:
    lines = [f"  {host}: {count:,}" for host, count in hosts.items()]
    return "\n".join([f"{count_phrase(sum(hosts.values()), 'picture')} of {count_phrase(len(hosts), 'host')}:", *lines])
