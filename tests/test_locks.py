"""What `make` installs is pinned and hashed, and is what pyproject.toml asks for."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPO = Path(__file__).parent.parent
SITE_LOCK = "generator/authoring/starters/ci/requirements.lock"
LOCKS = (
    "requirements.lock", "requirements-dev.lock", SITE_LOCK, "tools/gates/requirements.lock",
    "tools/fuzz/requirements.lock",
)  # fmt: skip
PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"]
RUN = [*PROJECT["project"]["dependencies"], *GROUPS["build"]]
EXTRAS = [wanted for extra in PROJECT["project"]["optional-dependencies"].values() for wanted in extra]
ASKED = {
    "requirements.lock": RUN,
    "requirements-dev.lock": [*RUN, *EXTRAS, *GROUPS["dev"]],
    SITE_LOCK: PROJECT["project"]["dependencies"],
    "tools/gates/requirements.lock": GROUPS["gates"],
    "tools/fuzz/requirements.lock": GROUPS["fuzz"],
}


def locked(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Every package of a lock, with its hashes."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^\s*#.*\n", "", (REPO / lock).read_text("utf-8")))
    entries = [line.split("--hash=") for line in text.splitlines() if line.strip()]
    return [(Requirement(first), [hash_.strip() for hash_ in hashes]) for first, *hashes in entries]


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_and_hashed(lock: str) -> None:
    entries = locked(lock)
    assert len(entries) >= len(ASKED[lock])
    for wanted, hashes in entries:
        assert re.fullmatch(r"==[^*,]+", str(wanted.specifier)), wanted
        assert hashes, wanted
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", hash_) for hash_ in hashes), wanted


@pytest.mark.parametrize("lock", LOCKS)
def test_no_index_is_named(lock: str) -> None:
    text = (REPO / lock).read_text("utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_covers_the_project_file(lock: str) -> None:
    """`make lock` makes it so."""
    pins: dict[str, list[str]] = {}
    for wanted, _ in locked(lock):
        pins.setdefault(canonicalize_name(wanted.name), []).append(str(wanted.specifier).removeprefix("=="))
    for asked in map(Requirement, ASKED[lock]):
        name = canonicalize_name(asked.name)
        assert name in pins, f"{asked} is not in {lock}: run `make lock`"
        assert all(version in asked.specifier for version in pins[name]), f"{lock} is older than {asked}: `make lock`"


def test_the_locks_agree() -> None:
    developed = {(pin.name, str(pin.specifier), str(pin.marker)): set(hashes) for pin, hashes in locked(LOCKS[1])}
    for pin, hashes in locked(LOCKS[0]):
        assert developed[pin.name, str(pin.specifier), str(pin.marker)] == set(hashes)


def test_the_build_asks_for_what_is_locked() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(GROUPS["build"])


def test_node_packages_are_hashed() -> None:
    packages = json.loads((REPO / "tools/gates/package-lock.json").read_text("utf-8"))["packages"]
    installed = {name: facts for name, facts in packages.items() if name and not facts.get("link")}
    assert len(installed) > 50
    assert not [name for name, facts in installed.items() if not facts.get("integrity", "").startswith("sha512-")]


def test_make_installs_from_the_locks_only() -> None:
    text = (REPO / "Makefile").read_text("utf-8")
    installs = [line for line in text.splitlines() if "$(INSTALL) " in line]
    assert len(installs) == 4
    assert all("--require-hashes" in line or "--no-deps --no-build-isolation" in line for line in installs)
    assert text.count("pip install") == 1  # the variable itself
