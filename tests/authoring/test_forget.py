"""Tests that `ambassador forget` deletes all traces of a person, and nothing of others."""

from __future__ import annotations

import json
import os
import pty
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from generator.authoring.forget import forget_person
from generator.authoring.forget_plan import plan_forgetting
from generator.authoring.git_history import purge_commands
from generator.build.build_lock import hold_build_lock
from generator.content.load import load_forgotten
from generator.problems import Report
from tests.effort import measure
from tests.needs import need
from tests.scenario import FOLDER, run_cli

PROFILE = """\
name: Zoé Petit
handle: zoepetit
code: ZOE15
aliases: [zozo]
channels: [ig]
portrait: {src: portrait.jpg, alt: Zoé by the sea}
look: {image: ../../images/sea.jpg, alt: The sea, spots: []}
favorites: [boy-brow]
"""
PERSONAL_WORDS = ("Zoé", "zoepetit", "ZOE15", "by the sea")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    shutil.copytree(FOLDER / "base", root)
    person = root / "content/ambassadors/zoe"
    person.mkdir()
    (person / "profile.yaml").write_text(PROFILE, "utf-8")
    (root / "content/images").mkdir()
    for path, colour in ((person / "portrait.jpg", "teal"), (root / "content/images/sea.jpg", "navy")):
        Image.new("RGB", (640, 800), colour).save(path)
    return root


def forget(site: Path, *more: str) -> tuple[int, str]:
    return run_cli(["forget", "zoe", "--yes", *more], site)


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_file_names_or_shows_the_person_afterwards(site: Path) -> None:
    assert run_cli(["build"], site)[0] == 0
    before = read_files(site)
    personal_paths = [path for path, data in before.items() if any(word.encode() in data for word in PERSONAL_WORDS)]
    assert {"content/ambassadors/zoe/profile.yaml", "output/index.html", "output/zoe/index.html"} <= set(personal_paths)
    assert [path for path in before if path.startswith(".ambassador/pictures/")]
    code, output = forget(site, "--build")
    assert code == 0, output
    after = read_files(site)
    remaining_paths = [path for path, data in after.items() if any(word.encode() in data for word in PERSONAL_WORDS)]
    assert remaining_paths == []
    pictures = {data for path, data in before.items() if path.endswith((".jpg", ".webp", ".avif"))}
    assert len(pictures) >= 5
    assert not pictures & set(after.values()), "a picture of theirs, or an encoding of one, is left"
    # Neutral pages at their addresses name no person, and the content of others is unchanged.
    neutral = {path for path in after if path.startswith(("output/zoe", "output/zozo"))}
    assert neutral == {f"output/{folder}index.html" for folder in ("zoe/", "zoe/ig/", "zozo/", "zozo/ig/")}
    assert all('href="../' in after[path].decode() for path in neutral)
    assert b"zoe" not in after["output/index.html"] + after.get("output/sitemap.xml", b"")
    others = [path for path in before if path.startswith(("content/", "themes/")) and "/zoe/" not in path]
    assert [path for path in others if path not in after] == ["content/images/sea.jpg"]
    assert all(after[path] == before[path] for path in others if path in after)


def test_a_second_forget_changes_nothing(site: Path) -> None:
    assert forget(site, "--build")[0] == 0
    shutil.rmtree(site / ".ambassador", ignore_errors=True)
    before = read_files(site)
    code, output = forget(site)
    assert (code, output.splitlines()[0][:28]) == (0, "Nothing of zoe is left here.")
    assert read_files(site) == before


def test_a_picture_that_others_use_stays(site: Path) -> None:
    story = site / "content/ambassadors/lea/story.md"
    story.write_text(story.read_text("utf-8") + "\n![The sea](../../images/sea.jpg)\n", "utf-8")
    code, output = forget(site)
    assert code == 0
    assert "other content uses them too:\n  content/images/sea.jpg" in output
    assert (site / "content/images/sea.jpg").is_file()


def test_files_behind_links_are_not_touched(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("portrait.jpg", "cache", "zoe.md"):
        (outside / name).write_bytes(b"mine")
    (site / "content/ambassadors/zoe/linked").symlink_to(outside)
    (site / "content/ambassadors/zoe.md").symlink_to(outside / "zoe.md")
    (site / "content/images/sea.jpg").unlink()
    (site / "content/images/sea.jpg").symlink_to(outside / "portrait.jpg")
    shutil.rmtree(site / ".ambassador", ignore_errors=True)
    (site / ".ambassador").symlink_to(outside)
    before = read_files(outside)
    code, output = forget(site)
    assert code == 0, output
    assert read_files(outside) == before
    deleted_paths = ("content/ambassadors/zoe", "content/ambassadors/zoe.md", "content/images/sea.jpg", ".ambassador")
    assert not [path for path in deleted_paths if os.path.lexists(site / path)]


def test_forget_deletes_the_link_of_a_linked_folder(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.move(site / "content/ambassadors/zoe", outside)
    (site / "content/ambassadors/zoe").symlink_to(outside)
    before = read_files(outside)
    assert forget(site)[0] == 0
    assert read_files(outside) == before
    assert not os.path.lexists(site / "content/ambassadors/zoe")


@pytest.mark.parametrize("slug", ["..", ".", "../lea", "zoe/..", "/etc", "", "zoe/", "*", "\udcff"])
def test_odd_names_are_refused(slug: str, site: Path) -> None:
    before = read_files(site)
    code, output = run_cli(["forget", "--yes", "--", slug], site)
    assert code in (1, 2), output
    assert read_files(site) == before


def test_a_person_with_an_invalid_folder_name_can_be_forgotten(site: Path) -> None:
    (site / "content/ambassadors/zoe").rename(site / "content/ambassadors/Zoé Petit")
    code, output = run_cli(["forget", "Zoé Petit", "--yes"], site)
    assert code == 0, output
    assert not (site / "content/ambassadors/Zoé Petit").exists()
    assert load_forgotten(site, Report()) == ("zozo", "zozo/ig")


def test_new_addresses_join_the_existing_list(site: Path) -> None:
    file = site / "content/forgotten.yaml"
    for text, comment in (("# ours\naddresses: [mia]\n", False), ("# ours\naddresses:\n  - mia\n", True)):
        file.write_text(text, "utf-8")
        report = Report()
        plan = plan_forgetting(site, "zoe", site / "output", True, report)
        assert plan
        shutil.copytree(site, site.with_name(f"copy-{comment}"))
        assert forget_person(site.with_name(f"copy-{comment}"), plan, report)
        addresses_file = site.with_name(f"copy-{comment}") / "content/forgotten.yaml"
        assert load_forgotten(addresses_file.parents[1], Report()) == ("mia", "zoe", "zoe/ig", "zozo", "zozo/ig")
        assert ("# ours" in addresses_file.read_text("utf-8")) is comment


def test_a_broken_list_of_addresses_prevents_all_deletions(site: Path) -> None:
    (site / "content/forgotten.yaml").write_text("addresses: [mia\n", "utf-8")
    before = read_files(site)
    code, output = forget(site)
    assert code == 1
    assert "content/forgotten.yaml:" in output
    assert read_files(site) == before


def test_a_failed_deletion_is_reported(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("generator.authoring.forget.shutil.rmtree", refuse)
        code, output = forget(site)
    assert code == 1
    assert "error[not-forgotten]: `content/ambassadors/zoe/` could not be deleted: Permission denied" in output
    assert forget(site)[0] == 0
    assert not (site / "content/ambassadors/zoe").exists()


def make_large(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add people, the standby copy of large sites, and share cards, which show names and portraits."""
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("share_cards: false", "share_cards: true"), "utf-8")
    letters = site / "themes/plain/none.ttf"  # the font that the theme names
    shutil.copyfile(Path(__file__).parents[2] / "tools/pictures/fonts/Figtree-Medium.ttf", letters)
    monkeypatch.setattr("generator.build.publish.MANY", 20)
    for number in range(6):
        (site / f"content/ambassadors/other-{number}.md").write_text(
            f"---\nname: Other {number}\nchannels: [ig, tt, yt, mail]\nfavorites: [boy-brow]\n---\nA story.\n", "utf-8"
        )


def find_words(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Return files with one of the words in name or bytes, in any case. In pictures, three letters may be chance."""
    byte_words = [word.casefold().encode() for word in words]
    paths = []
    for path, data in read_files(folder).items():
        searched_words = (
            [word for word in byte_words if len(word) > 4]
            if path.endswith((".jpg", ".webp", ".avif", ".png"))
            else byte_words
        )
        if any(word in data.lower() for word in searched_words) or any(
            word in path.casefold().encode() for word in byte_words
        ):
            paths.append(path)
    return paths


@pytest.mark.parametrize("by_hand", [False, True], ids=["with --build", "and a build by hand"])
def test_forget_cleans_caches_shards_and_other_outputs(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_hand: bool
) -> None:
    """A large site with a shared cache, a shard and a second output."""
    make_large(site, monkeypatch)
    shared_cache = tmp_path / "shared"
    monkeypatch.setenv("AMBASSADOR_CACHE", str(shared_cache))
    day = ["--as-of", "2026-11-22"]
    code, output = run_cli(["build", *day], site)
    assert code == 0, output
    with (site / "content/ambassadors/zoe/profile.yaml").open("a") as file:
        file.write("tagline: Zoé again\n")
    assert run_cli(["build", *day], site)[0] == 0
    assert (site / ".ambassador/spare/zoe/index.html").is_file()
    assert run_cli(["build", *day, "--shard", "1/1"], site)[0] == 0
    assert run_cli(["build", *day, "--output", str(site / "output.monday")], site)[0] == 0
    own_files = read_files(site / "content/ambassadors/zoe")
    before = read_files(site)
    assert {"output.monday/zoe/index.html", "shards/1-of-1/files/zoe/index.html"} <= before.keys()
    personal_data = {
        data for path, data in read_files(site / "output").items() if path.startswith("zoe/") or "portrait" in path
    }
    personal_data |= {data for path, data in read_files(site / "output").items() if "sea-" in path}
    cached_pictures = {path for path, data in read_files(shared_cache).items() if data in personal_data}
    assert len(cached_pictures) >= 5, "the cache has too few encodings of both pictures and the card"
    code, output = forget(site, "--no-trace", *(() if by_hand else ("--build",)))
    assert code == 0, output
    if by_hand:
        assert run_cli(["build", *day], site)[0] == 0
    assert find_words(site, ("zoe", *PERSONAL_WORDS)) == []
    assert find_words(shared_cache, ("zoe", *PERSONAL_WORDS)) == []
    remaining_files = read_files(site) | {f"shared/{path}": data for path, data in read_files(shared_cache).items()}
    assert [path for path, data in remaining_files.items() if data in personal_data or data in own_files.values()] == []
    assert read_files(site / "output"), "the output is empty"
    assert len(read_files(shared_cache)) > 6, "pictures of others are lost"


def test_build_json_does_not_name_the_forgotten_person(site: Path) -> None:
    assert run_cli(["build"], site)[0] == 0
    assert forget(site, "--build")[0] == 0
    output = read_files(site / "output")
    assert "zoe/index.html" in output
    assert [path for path, data in output.items() if b"zoe" in data.lower() or b"zozo" in data.lower()] == []
    code, output_text = run_cli(["build"], site)  # the build still recognizes the folder as its own
    assert code == 0, output_text
    shutil.rmtree(site / ".ambassador")
    code, output_text = run_cli(["build"], site)
    assert (code, "foreign" in output_text) == (0, False), output_text
    (site / "output/zoe/index.html").write_text("mine")
    code, output_text = run_cli(["build"], site)
    assert code == 1
    assert "has a file that no build wrote: `zoe/index.html`" in output_text


def test_a_second_run_deletes_what_the_first_could_not(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the profile names the person's pictures, so forget deletes it last."""
    undeletable = site / "content/images/sea.jpg"
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == undeletable.name:
            raise PermissionError(1, "Operation not permitted", str(path))
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        code, output = forget(site, "--build")
    assert code == 1
    assert "error[not-forgotten]: `content/images/sea.jpg` could not be deleted" in output
    assert (site / "content/ambassadors/zoe/profile.yaml").is_file()
    code, output = forget(site)
    assert code == 0, output
    assert not undeletable.exists()
    assert not (site / "content/ambassadors/zoe").exists()


def test_a_second_run_completes_an_interrupted_one(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_cli(["build", "--shard", "1/1"], site)[0] == 0
    steps, remove = 0, sys.modules["generator.authoring.forget"]._remove
    while True:
        steps += 1
        copy = site.with_name(f"try-{steps}")
        shutil.copytree(site, copy)
        remaining = [steps]

        def stop(path: Path, remaining: list[int] = remaining) -> None:
            remaining[0] -= 1
            if remaining[0] == 0:
                raise KeyboardInterrupt
            remove(path)

        with monkeypatch.context() as patch:
            patch.setattr("generator.authoring.forget._remove", stop)
            code, _ = forget(copy, "--no-trace")
        if remaining[0] > 0:
            break
        assert code != 0
        assert forget(copy, "--no-trace")[0] == 0
        assert find_words(copy, PERSONAL_WORDS) == []
        assert not (copy / "content/images/sea.jpg").exists()
    assert steps > 5


def test_an_output_with_foreign_files_is_reported_and_stays(site: Path) -> None:
    assert run_cli(["build", "--output", str(site / "monday")], site)[0] == 0
    (site / "monday/notes.txt").write_text("mine")
    code, output = forget(site, "--no-trace")
    assert code == 0
    assert "Check them yourself:\n  monday/" in output
    assert (site / "monday/notes.txt").is_file()


def test_json_lists_files_that_still_mention_the_person(site: Path) -> None:
    (site / "notes.md").write_text("Ask zoepetit.\n", "utf-8")
    command = [sys.executable, "-m", "generator", "forget", "zoe", "--yes", "--format", "json"]
    process = subprocess.run(
        command, cwd=site, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    assert process.returncode == 0, process.stderr
    assert [problem["name"] for problem in json.loads(process.stdout)] == ["still-mentioned"]
    assert "zoe is deleted here" in process.stderr


@pytest.mark.parametrize(("answer", "stays"), [(b"y\n", False), (b"n\n", True)])
def test_forget_asks_for_confirmation(site: Path, answer: bytes, stays: bool) -> None:
    terminal, child_terminal = pty.openpty()
    os.write(terminal, answer)
    command = [sys.executable, "-m", "generator", "forget", "zoe"]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    process = subprocess.run(
        command, cwd=site, stdin=child_terminal, capture_output=True, text=True, env=environment, timeout=240
    )
    assert (site / "content/ambassadors/zoe").exists() is stays
    assert process.returncode == (130 if stays else 0)


def test_hostile_names_add_no_commands(site: Path) -> None:
    hostile = 'name: regex:.*\nhandle: "$(touch /tmp/x); `id`; \'; rm -rf ."\ncode: a==>b==>c\n'
    (site / "content/ambassadors/zoe/profile.yaml").write_text(hostile, "utf-8")
    (site / ".git").mkdir()
    plan = plan_forgetting(site, "zoe", site / "output", True, Report())
    assert plan
    [printf] = [line for line in purge_commands(site, plan) if line.startswith("printf")]
    words = shlex.split(printf)[2:-2]
    assert words == ["literal:regex:.*==>forgotten", "literal:$(touch /tmp/x); `id`; '; rm -rf .==>forgotten"]


def test_the_printed_commands_purge_the_history(site: Path, tmp_path: Path) -> None:
    """A shell runs them as printed, with git-filter-repo."""
    git = [need(shutil.which("git"), "git"), "-c", "user.name=T", "-c", "user.email=t@lune.example"]
    root = tmp_path / "repository"
    root.mkdir()
    shutil.move(site, root / "site")
    site = root / "site"
    (site / "content/ambassadors/lea/story.md").write_text("With zoepetit, by the sea.\n", "utf-8")
    origin = tmp_path / "origin.git"
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Add Zoé Petit"]):
        subprocess.run([*git, *command], cwd=root, check=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(root), str(origin)], check=True)
    report = Report()
    plan = plan_forgetting(site, "zoe", site / "output", True, report)
    assert plan
    commands = purge_commands(site, plan)
    assert len(commands) == 5
    script = "set -e\n" + "\n".join(commands).replace("ADDRESS", str(origin))
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    work = tmp_path / "work"
    work.mkdir()
    process = subprocess.run(["sh", "-c", script], cwd=work, env=environment, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr
    log = subprocess.run(
        ["git", "log", "--all", "-p", "--text"], cwd=origin, capture_output=True, text=True, check=True
    ).stdout
    assert "content/ambassadors/lea/story.md" in log
    assert "With forgotten, by the sea." in log
    assert not [word for word in ("Petit", "zoepetit", "ZOE15", "ambassadors/zoe", "sea.jpg") if word in log]


def test_forget_waits_for_a_running_build(site: Path) -> None:
    run_cli(["build"], site)
    command = [sys.executable, "-m", "generator", "forget", "zoe", "--yes"]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with hold_build_lock(site / ".ambassador", lambda: None):
        process = subprocess.Popen(command, cwd=site, env=environment, stdout=subprocess.PIPE, text=True, bufsize=1)
        assert process.stdout
        assert any(line.startswith("Waiting for another build") for line in process.stdout)
        assert (site / "content/ambassadors/zoe").is_dir()
    process.communicate(timeout=240)
    assert process.returncode == 0
    assert not (site / "content/ambassadors/zoe").exists()
    assert [path.name for path in (site / ".ambassador").iterdir()] == ["lock"]


def test_a_hostile_profile_costs_little(site: Path) -> None:
    """It has thousands of names, a story of megabytes, and many pictures."""
    links = "".join(f"  product-{number}: https://lune.example/{'x' * 40}{number}\n" for number in range(20_000))
    (site / "content/ambassadors/zoe/profile.yaml").write_text(f"{PROFILE}links:\n{links}", "utf-8")
    (site / "content/ambassadors/zoe/story.md").write_text("../../images/ " * 250_000, "utf-8")
    for number in range(1000):
        (site / f"content/images/{number}.jpg").write_bytes(b"")
        (site / f"content/images/{number}.txt").write_text(f"Ask https://lune.example/{'x' * 40}{number}.\n" * 20)
    (code, output), work = measure(lambda: forget(site))
    assert code == 0, output
    assert work < 1500
    assert len(list((site / "content/images").iterdir())) == 2000
