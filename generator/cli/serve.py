"""The command `ambassador serve`: a live preview of the site in the browser."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import click

from generator.build.options import BuildOptions, default_jobs
from generator.cli import report_bug
from generator.cli.options import data_options
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase, summary
from generator.serve.preview import Preview, State
from generator.serve.problem_view import is_editor_pattern
from generator.serve.run import follow, open_server, serving
from generator.serve.watch import Burst

PORT = 8000
_NEXT = 20  # ports to try if the user chose none
_ERRORS = 5  # errors in the terminal; the browser lists all
_NO_EDITOR = "is not an address with {file} in it, such as vscode://file/{file}:{line}"
_POLLING = "This drive does not report changes, so the preview reads the files every half second."


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help=f"The port (default: {PORT}, or the next free one).")
@click.option("--drafts", is_flag=True, help="Include drafts, and people whose pages start later.")
@click.option("--poll", is_flag=True, help="Read the files every half second, for drives that do not report changes.")
@data_options
def serve(port: int | None, drafts: bool, poll: bool, site: Path, as_of: date | None) -> None:
    """Preview the site in the browser while you edit. Nothing is published."""
    editor = os.environ.get("EDITOR_URL", "")
    if editor and not is_editor_pattern(editor):
        click.echo(f"EDITOR_URL is not used: `{visible(editor)[:80]}` {_NO_EDITOR}", err=True)
    preview = Preview(BuildOptions(site, as_of, "", drafts, default_jobs()), editor)
    burst = Burst()
    server = open_server(preview, [port] if port else range(PORT, PORT + _NEXT), burst, report_bug)
    if server is None:
        ports = f"port {port} is" if port else f"the ports {PORT} to {PORT + _NEXT - 1} are"
        raise click.UsageError(f"{ports} in use or not allowed: choose another with --port")
    if port is None and server.server_port != PORT:
        click.echo(f"Port {PORT} is in use, so the preview uses the next free port.")
    click.echo(f"The site: {server.url}  The tools: {server.url}__preview/  (Ctrl-C stops)")
    try:
        with serving(server):
            follow(preview, burst, poll, Terminal().show_state, lambda: click.echo(_POLLING))
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing was published.")


class Terminal:
    """The terminal output of the preview: a line per run, and one per error."""

    def __init__(self) -> None:
        self._number = 0

    def show_state(self, state: State, seconds: float) -> None:
        """Print a state and the seconds of its run. A repeated state prints nothing."""
        files = len({problem.where.split(":")[0] for problem in state.problems})
        problems = summary(state.errors, state.warnings, files)
        news = "nothing new to show" if state.errors else self._pages(state)
        click.echo(f"{time.strftime('%H:%M:%S')}  {news}, {problems} ({seconds:.2f} s)")
        for view in [problem for problem in state.problems if problem.severity == "error"][:_ERRORS]:
            hint = f" ({view.help})" if view.help else ""
            click.echo(visible(f"  {view.where or 'somewhere'}: {view.severity}[{view.name}] {view.message}{hint}"))
        self._number = state.number

    def _pages(self, state: State) -> str:
        if not self._number:
            return count_phrase(state.site.site.pages if state.site else 0, "page")
        changed_count = len(state.changed_pages) if state.number != self._number else 0
        return f"{count_phrase(changed_count, 'page')} changed"
