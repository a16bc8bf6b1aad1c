"""Fuzz one target, or all: what fails is kept under tools/fuzz/found/; move it into tests/hostile/test_fuzz_findings.py."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

FOUND = Path(__file__).parent / "found"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", default="all")
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    if asked.target == "all":
        # libFuzzer ends its process, so each target has one.
        from tools.fuzz.targets import TARGETS

        command = [sys.executable, "-m", "tools.fuzz"]
        return max(subprocess.call([*command, name, "--seconds", str(asked.seconds)]) for name in TARGETS)
    return fuzz(asked.target, asked.seconds)


def fuzz(name: str, seconds: int) -> int:
    import atheris

    with atheris.instrument_imports(include=["generator", "markdown", "yaml"]):
        from tools.fuzz.targets import TARGETS, WORDS
    corpus = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for number, word in enumerate(WORDS[name]):
        (corpus / str(number)).write_bytes(word.encode("utf-8", "surrogateescape"))
    FOUND.mkdir(exist_ok=True)
    limits = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1000", "-max_len=4096"]
    atheris.Setup([sys.argv[0], str(corpus), f"-artifact_prefix={FOUND}/{name}-", *limits], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
