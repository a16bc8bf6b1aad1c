"""`ambassador schema`: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.authoring.schemas import make_schemas
from generator.problems.formats import counted
from generator.registry import extensions
from generator.sections import BUILT_IN


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder for one file each, in place of the terminal.",
)
def schema(output: Path | None) -> None:
    """Write JSON Schemas of the content's files, with which editors complete and explain each key."""
    made = make_schemas((*BUILT_IN, *extensions("sections")))
    if output is None:
        click.echo(_text(made).encode(), nl=False)
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, one in made.items():
            (output / f"{name}.schema.json").write_bytes(_text(one).encode())
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None
    click.echo(f"{counted(len(made), 'schema')}: {output}", err=True)


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
