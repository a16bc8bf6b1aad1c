"""The command `ambassador schema`: JSON Schemas for editors and for programs."""

from __future__ import annotations

from pathlib import Path

import click

from generator.authoring.editor_settings import FILE, name_schemas
from generator.authoring.report_schema import make_report_schema
from generator.authoring.site_schemas import FOLDER, as_text, schemas_of, write_schemas
from generator.cli.options import SITE_IF_ANY, STYLE, require_site
from generator.cli.print_report import print_report
from generator.cli.streams import note_done
from generator.content.load import load_shared
from generator.problems import Report
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase
from generator.registry import extensions
from generator.sections import BUILT_IN

NAMES = ("site", "profile", "product", "products", "campaign", "network", "page", "report")


@click.command()
@click.argument("name", type=click.Choice(NAMES), metavar="[NAME]", required=False)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write one file per schema into this folder (default: print).",
)
@click.option("--write", is_flag=True, help=f"Write into {FOLDER}/ of the site, and set up VS Code.")
@SITE_IF_ANY
@STYLE
def schema(name: str | None, output: Path | None, write: bool, site: Path, style: str) -> None:
    """Write JSON Schemas of the content's files, with which editors complete and explain each key.

    NAME prints one of them, or `report`: the output of --format json. In a site's folder, they list its products,
    campaigns, schemes and theme.
    """
    if write and (output or name):
        raise click.UsageError("give --write alone, without NAME and --output")
    if write:
        require_site(site, style)
        _write(site, style)
        return
    schemas = (
        {"report": make_report_schema()} if name == "report" else schemas_of(site, (*BUILT_IN, *extensions("sections")))
    )
    if name:
        schemas = {name: schemas[name]}
    if output is None:
        click.echo(as_text(schemas[name] if name else schemas).encode(), nl=False)
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
        for kind, schema in schemas.items():
            (output / f"{kind}.schema.json").write_bytes(as_text(schema).encode())
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None
    note_done(f"The schemas were written to {output}.")
    click.echo(f"{count_phrase(len(schemas), 'schema')}: {visible(str(output))}", err=True)


def _write(site: Path, style: str) -> None:
    report, content = Report(), Report()
    load_shared(site, content)
    for problem in content:
        if problem.name == "missing-site":
            report.add(problem)
    files = None if len(report) else write_schemas(site, (*BUILT_IN, *extensions("sections")), report)
    by_hand = None if files is None else name_schemas(site, report)
    if files is None or by_hand is None:
        print_report(report, site, style, "" if files else "Nothing was written.")
        raise click.exceptions.Exit(1)
    closing = (
        f"Wrote {count_phrase(len(files), 'schema')} into {site / FOLDER}/, with the names that the site has.\n"
        "`ambassador new` keeps them up to date; after you add a product or a campaign by hand, run this again."
    )
    if by_hand:
        closing += f"\n{site / FILE} has other settings, and did not change. Add to it:\n{by_hand}".rstrip()
    else:
        closing += f"\nVS Code finds them through {site / FILE}. It needs the extension YAML (redhat.vscode-yaml)."
    print_report(report, site, style, closing)
