"""What `ambassador` and `python -m generator` start. Nothing is loaded yet when Ctrl-C is first heeded."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line (see generator/cli). Ctrl-C ends it with a word and 130, also while it is being loaded."""
    gc.disable()  # of what is loaded nothing is garbage; it is enabled when the command is (generator/cli)
    try:
        import os
        import signal

        def stop(*_: object) -> None:
            # At once: an exception in the middle of an import may come out as another one. Nothing is begun yet.
            os.write(2, b"Stopped.\n")
            os._exit(130)

        usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # else a parent ignores it
        if usual:
            signal.signal(signal.SIGINT, stop)
        from generator.cli import main as run

        if usual:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        run()
    except KeyboardInterrupt:
        import sys

        sys.stderr.write("Stopped.\n")
        sys.exit(130)
    finally:
        gc.freeze()  # all goes with the process: to look through it for garbage first takes a tenth of a short build


if __name__ == "__main__":
    main()
