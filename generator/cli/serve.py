"""`ambassador serve`: the site in the browser, as it is written."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import click

from generator.build import Request, default_jobs
from generator.cli.options import place_options
from generator.problems.formats import counted, summary
from generator.serve.preview import Preview, State
from generator.serve.run import follow, open_server, serving
from generator.serve.watch import Burst

PORT = 8000
_NEXT = 20  # ports that are tried when none was asked for


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help=f"The port (default: {PORT}, or the next that is free).")
@click.option("--drafts", is_flag=True, help="With drafts, and people whose time is still to come.")
@click.option("--poll", is_flag=True, help="Look at the files every half second, where changes are not told.")
@place_options
def serve(port: int | None, drafts: bool, poll: bool, site: Path, as_of: date | None) -> None:
    """Show the site in the browser while it is written; nothing is published."""
    preview = Preview(Request(site, as_of, "", drafts, default_jobs()), os.environ.get("EDITOR_URL", ""))
    burst = Burst()
    server = open_server(preview, [port] if port else range(PORT, PORT + _NEXT), burst)
    if server is None:
        said = f"port {port} is" if port else f"the ports {PORT} to {PORT + _NEXT - 1} are"
        raise click.UsageError(f"{said} in use or not allowed: choose another with --port")
    if port is None and server.server_port != PORT:
        click.echo(f"Port {PORT} is in use, so this is the next that is free.")
    click.echo(f"The site: {server.url}  The tools: {server.url}__preview/  (Ctrl-C stops)")
    try:
        with serving(server):
            follow(preview, burst, poll, _tell)
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing was published.")


def _tell(state: State, seconds: float) -> None:
    """Say in a line how it went."""
    site = state.site
    files = len({told.where.split(":")[0] for told in state.told})
    problems = summary(state.errors, state.warnings, files)
    pages = counted(site.made.pages, "page") if site and not state.errors else "nothing new to show"
    click.echo(f"{time.strftime('%H:%M:%S')}  {pages}, {problems} ({seconds:.2f} s)")
