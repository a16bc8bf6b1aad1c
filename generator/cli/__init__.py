"""The command line: one thin file per command, loaded on its first use."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator import __version__
from generator.cli.streams import StreamError, end_with, open_streams
from generator.startup import collect_garbage

if TYPE_CHECKING:
    from generator.registry import ExtensionError

# Each command has its help line here, so that `ambassador --help` loads no module of a command. Most of them would load
# half of a build.
COMMANDS = {
    "build": "Build the site: all pages, or nothing if there is an error.",
    "check": "Check content and pages without writing anything.",
    "serve": "Preview the site in the browser while you edit.",
    "new": "Create a site, person, product, campaign, theme, network or language.",
    "import": "Import products or people from a spreadsheet.",
    "export": "Export content as a spreadsheet, to edit and import again.",
    "codes": "List all discount codes, for the shop.",
    "kit": "Create a kit for an ambassador: links, captions, pictures and a QR code, as a page and a ZIP.",
    "link": "Create one tracked link, as the pages would have it.",
    "links": "List every tracked link.",
    "report": "Report what people sold, from exports of shops and analytics. The report is private.",
    "commissions": "Compute commissions and write statements.",
    "roster": "Find ambassadors, and see what you need to do today.",
    "next": "List the days on which the site will change.",
    "schema": "Write JSON Schemas, with which editors complete and explain each key.",
    "cms": "Set up an editor in the browser (CMS), with a form for every file.",
    "forget": "Delete a person and their data.",
    "merge": "Merge the shards that `build --shard` wrote.",
    "cache": "Show or clear the cache.",
    "explain": "Explain a problem by its name.",
}
REPORT_AT = "the project's issue tracker"


class _Lazy(click.Group):
    """A group that imports a command only when it runs, so that `--version` and `--help` stay fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"generator.cli.{name}"), name)
        collect_garbage()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from generator.problems import did_you_mean  # lazy: only a mistyped command needs it

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"no command is called `{args[0]}`: {did_you_mean(args[0], COMMANDS, 'see --help')}")
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    if not is_wanted:
        return
    click.echo(f"ambassador, version {__version__}")
    if ctx.params["verbose"]:
        from generator.cli.interpreter import describe_lettering, describe_python  # lazy: only `--verbose` needs it

        click.echo(describe_python())
        click.echo(describe_lettering())
    ctx.exit()


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, expose_value=False, callback=_show_version, help="Print the version.")
@click.option("--verbose", is_flag=True, is_eager=True, help="With --version: also describe Python and Pillow.")
def ambassador(verbose: bool) -> None:
    """Build one landing page per brand ambassador."""
    if verbose:
        raise click.UsageError("--verbose: it belongs to --version; no command takes it")


def main() -> None:
    """Run the command line. Exit code: 0 fine, 1 problems in content, 2 usage, 3 our own bug."""
    # Disable plugins of pydantic: an installed one must not change how content is read, and the search costs time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name may have letters that the terminal, or UTF-8 itself, cannot show
            stream.reconfigure(errors="replace")
    try:
        # Without its standalone mode, click returns the code of an `Exit` instead of exiting with it.
        code = ambassador.main(prog_name="ambassador", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        _end_interrupted()
    except StreamError as error:
        end_with(error)
    except click.ClickException as error:
        _show(error)
        sys.exit(error.exit_code)
    except Exception as error:
        from generator.registry import ExtensionError  # lazy: only a failure needs it

        if _is_interrupt(error):
            _end_interrupted()
        if isinstance(error, ExtensionError):
            _report_extension(error)
            sys.exit(1)
        report_bug(error)
        sys.exit(3)
    sys.exit(code if isinstance(code, int) else 0)


def _show(error: click.ClickException) -> None:
    try:
        error.show()
    except StreamError as failed:
        end_with(failed)


def _end_interrupted() -> NoReturn:
    site = any(word in sys.argv for word in ("build", "merge", "--build"))
    click.echo("Stopped. The old site did not change." if site else "Stopped.", err=True)
    sys.exit(130)


def _is_interrupt(error: BaseException | None) -> bool:
    """Return whether Ctrl-C caused an error.

    Python before 3.12 raises a RuntimeError if Ctrl-C interrupts the creation of a class.
    """
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def _report_extension(error: ExtensionError) -> None:
    """Report an unusable extension package, in the format that the user asked for."""
    from generator.cli.print_report import as_report, print_problems  # lazy: only a failure needs it
    from generator.problems import Place, Problem, Severity
    from generator.problems.formats import FORMATS

    line = " ".join(sys.argv)
    style = next((style for style in FORMATS if f"--format {style}" in line or f"--format={style}" in line), "full")
    place = Place(error.file or "an installed package", line=error.line, column=1)
    problem = Problem("broken-extension", Severity.ERROR, error.message, place, error.help)
    print_problems(as_report(problem), Path(), style)


def report_bug(error: Exception) -> None:
    """Report a bug without a traceback on the marketer's screen, and write the traceback to a file.

    The message blames us, unless the traceback names an extension package.
    """
    import tempfile  # lazy: only a failure needs it
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="ambassador-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(f"ambassador-pages {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n")
        traceback.print_exception(error, file=file)
    trace = "".join(traceback.format_exception(error))  # also that of a worker process
    home = next((home for home in _extension_homes() if str(home) in trace), None)
    whose = f"in the extension {home}" if home else f"in ambassador-pages {__version__}"
    report_at = "to its author" if home else f"at {REPORT_AT}"
    click.echo(
        f"This is a bug {whose}, not in your content: {type(error).__name__}.\n"
        f"Nothing was written. Please report it {report_at} with the file {Path(file.name)}",
        err=True,
    )


def _extension_homes() -> tuple[Path, ...]:
    from generator.registry import ExtensionError, extension_homes  # lazy: only a failure needs it

    try:
        return extension_homes()
    except ExtensionError:
        return ()
