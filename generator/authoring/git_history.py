"""Commands that remove a person from Git's history. The tool prints them and never runs them."""

from __future__ import annotations

import shlex
from pathlib import Path

from generator.authoring.forget_plan import ForgetPlan

SHORTEST = 4  # letters; replacing a shorter word would damage other texts


def git_root(root: Path) -> Path | None:
    """Return the root of the Git repository that contains a site."""
    place = root.resolve()
    return next((folder for folder in (place, *place.parents) if (folder / ".git").exists()), None)


def purge_commands(root: Path, plan: ForgetPlan) -> tuple[str, ...]:
    """Return the commands for git-filter-repo in a fresh clone of ADDRESS; none if the site is in no repository.

    They remove files first, then words in all other files; that includes the same word in other people's files.
    https://github.com/newren/git-filter-repo/blob/main/Documentation/git-filter-repo.txt
    """
    repository = git_root(root)
    if repository is None:
        return ()
    inside = root.resolve().relative_to(repository)
    own = dict.fromkeys((*plan.own, f"content/ambassadors/{plan.slug}/", f"content/ambassadors/{plan.slug}.md"))
    paths = [(inside / path).as_posix() + ("/" if path.endswith("/") else "") for path in (*own, *plan.pictures)]
    commands = [
        "git clone --mirror ADDRESS forget.git && cd forget.git",
        "git filter-repo --invert-paths " + " ".join(f"--path {shlex.quote(path)}" for path in paths),
    ]
    person_words = dict.fromkeys((plan.slug, *plan.facts.names))
    words = [word for word in person_words if len(word) >= SHORTEST and "==>" not in word and "\n" not in word]
    if words:
        lines = " ".join(shlex.quote(f"literal:{word}==>forgotten") for word in words)
        commands += [
            f"printf '%s\\n' {lines} > words.txt",
            "git filter-repo --force --replace-text words.txt --replace-message words.txt",
        ]
    return (*commands, "git push --force --mirror ADDRESS")
