"""Tests that all packages that `make` installs are pinned by hash and satisfy pyproject.toml."""

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
EXTRAS = [requirement for extra in PROJECT["project"]["optional-dependencies"].values() for requirement in extra]
REQUIREMENTS = {
    "requirements.lock": RUN,
    "requirements-dev.lock": [*RUN, *EXTRAS, *GROUPS["dev"]],
    SITE_LOCK: PROJECT["project"]["dependencies"],
    "tools/gates/requirements.lock": GROUPS["gates"],
    "tools/fuzz/requirements.lock": GROUPS["fuzz"],
}


def read_lock(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Return every package of a lock, with its hashes."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^\s*#.*\n", "", (REPO / lock).read_text("utf-8")))
    entries = [line.split("--hash=") for line in text.splitlines() if line.strip()]
    return [(Requirement(first), [hash_.strip() for hash_ in hashes]) for first, *hashes in entries]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    entries = read_lock(lock)
    assert len(entries) >= len(REQUIREMENTS[lock])
    for requirement, hashes in entries:
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", hash_) for hash_ in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_no_index_is_named(lock: str) -> None:
    text = (REPO / lock).read_text("utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_covers_the_project_file(lock: str) -> None:
    """`make lock` updates the locks."""
    pins: dict[str, list[str]] = {}
    for requirement, _ in read_lock(lock):
        pins.setdefault(canonicalize_name(requirement.name), []).append(str(requirement.specifier).removeprefix("=="))
    for project_requirement in map(Requirement, REQUIREMENTS[lock]):
        name = canonicalize_name(project_requirement.name)
        assert name in pins, f"{project_requirement} is not in {lock}: run `make lock`"
        assert all(version in project_requirement.specifier for version in pins[name]), (
            f"{lock} is older than {project_requirement}: `make lock`"
        )


def test_the_locks_pin_the_same_versions() -> None:
    development_pins = {
        (pin.name, str(pin.specifier), str(pin.marker)): set(hashes) for pin, hashes in read_lock(LOCKS[1])
    }
    for pin, hashes in read_lock(LOCKS[0]):
        assert development_pins[pin.name, str(pin.specifier), str(pin.marker)] == set(hashes)


def test_the_build_requires_only_locked_packages() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(GROUPS["build"])


def test_node_packages_are_hashed() -> None:
    packages = json.loads((REPO / "tools/gates/package-lock.json").read_text("utf-8"))["packages"]
    dependencies = {name: facts for name, facts in packages.items() if name and not facts.get("link")}
    assert len(dependencies) > 50
    assert not [name for name, facts in dependencies.items() if not facts.get("integrity", "").startswith("sha512-")]


def test_make_installs_from_the_locks_only() -> None:
    text = (REPO / "Makefile").read_text("utf-8")
    installs = [line for line in text.splitlines() if "$(INSTALL) " in line]
    assert len(installs) == 4
    assert all("--require-hashes" in line or "--no-deps --no-build-isolation" in line for line in installs)
    assert text.count("pip install") == 1  # the variable itself
