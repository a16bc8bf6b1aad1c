"""What `ambassador` and `python -m generator` start. It loads no other module before it handles Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable


def main() -> None:
    """Run the command line (see generator/cli). Ctrl-C ends it with a word and 130, also while it is loaded."""
    try:
        from generator.startup import run_command_line  # lazy: Ctrl-C while it is loaded is handled below

        run_command_line(_load)
    except KeyboardInterrupt:
        import sys  # lazy: see above

        sys.stderr.write("Stopped.\n")
        sys.exit(130)


def _load() -> Callable[[], None]:
    from generator.cli import main as run  # lazy: `run_command_line` handles Ctrl-C while it is loaded

    return run


if __name__ == "__main__":
    main()
