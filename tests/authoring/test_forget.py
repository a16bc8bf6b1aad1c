"""A person who was forgotten is nowhere any more, and nothing else is gone."""

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
TOLD = ("Zoé", "zoepetit", "ZOE15", "by the sea")


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


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_of_them_is_left(site: Path) -> None:
    assert run_cli(["build"], site)[0] == 0
    before = everything(site)
    of_them = [path for path, data in before.items() if any(word.encode() in data for word in TOLD)]
    assert {"content/ambassadors/zoe/profile.yaml", "output/index.html", "output/zoe/index.html"} <= set(of_them)
    assert [path for path in before if path.startswith(".ambassador/pictures/")]
    code, said = forget(site, "--build")
    assert code == 0, said
    after = everything(site)
    left = [path for path, data in after.items() if any(word.encode() in data for word in TOLD)]
    assert left == []
    pictures = {data for path, data in before.items() if path.endswith((".jpg", ".webp", ".avif"))}
    assert len(pictures) >= 5
    assert not pictures & set(after.values()), "no picture of theirs, and nothing made of one"
    # What stands at their addresses names nobody, and the others' content is as it was.
    neutral = {path for path in after if path.startswith(("output/zoe", "output/zozo"))}
    assert neutral == {f"output/{one}index.html" for one in ("zoe/", "zoe/ig/", "zozo/", "zozo/ig/")}
    assert all('href="../' in after[path].decode() for path in neutral)
    assert b"zoe" not in after["output/index.html"] + after.get("output/sitemap.xml", b"")
    others = [path for path in before if path.startswith(("content/", "themes/")) and "/zoe/" not in path]
    assert [path for path in others if path not in after] == ["content/images/sea.jpg"]
    assert all(after[path] == before[path] for path in others if path in after)


def test_a_second_time_there_is_nothing_to_do(site: Path) -> None:
    assert forget(site, "--build")[0] == 0
    shutil.rmtree(site / ".ambassador", ignore_errors=True)
    before = everything(site)
    code, said = forget(site)
    assert (code, said.splitlines()[0][:28]) == (0, "Nothing of zoe is left here.")
    assert everything(site) == before


def test_what_others_name_stays(site: Path) -> None:
    story = site / "content/ambassadors/lea/story.md"
    story.write_text(story.read_text("utf-8") + "\n![The sea](../../images/sea.jpg)\n", "utf-8")
    code, said = forget(site)
    assert code == 0
    assert "other content uses them too:\n  content/images/sea.jpg" in said
    assert (site / "content/images/sea.jpg").is_file()


def test_nothing_behind_a_link_is_touched(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("portrait.jpg", "cache", "zoe.md"):
        (outside / name).write_bytes(b"kept")
    (site / "content/ambassadors/zoe/linked").symlink_to(outside)
    (site / "content/ambassadors/zoe.md").symlink_to(outside / "zoe.md")
    (site / "content/images/sea.jpg").unlink()
    (site / "content/images/sea.jpg").symlink_to(outside / "portrait.jpg")
    shutil.rmtree(site / ".ambassador", ignore_errors=True)
    (site / ".ambassador").symlink_to(outside)
    before = everything(outside)
    code, said = forget(site)
    assert code == 0, said
    assert everything(outside) == before
    gone = ("content/ambassadors/zoe", "content/ambassadors/zoe.md", "content/images/sea.jpg", ".ambassador")
    assert not [path for path in gone if os.path.lexists(site / path)]


def test_a_linked_folder_goes_as_a_link(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.move(site / "content/ambassadors/zoe", outside)
    (site / "content/ambassadors/zoe").symlink_to(outside)
    before = everything(outside)
    assert forget(site)[0] == 0
    assert everything(outside) == before
    assert not os.path.lexists(site / "content/ambassadors/zoe")


@pytest.mark.parametrize("slug", ["..", ".", "../lea", "zoe/..", "/etc", "", "zoe/", "*", "\udcff"])
def test_odd_names_are_refused(slug: str, site: Path) -> None:
    before = everything(site)
    code, said = run_cli(["forget", "--yes", "--", slug], site)
    assert code in (1, 2), said
    assert everything(site) == before


def test_a_folder_whose_name_is_no_address_can_go(site: Path) -> None:
    (site / "content/ambassadors/zoe").rename(site / "content/ambassadors/Zoé Petit")
    code, said = run_cli(["forget", "Zoé Petit", "--yes"], site)
    assert code == 0, said
    assert not (site / "content/ambassadors/Zoé Petit").exists()
    assert load_forgotten(site, Report()) == ("zozo", "zozo/ig")


def test_addresses_join_those_that_are_there(site: Path) -> None:
    file = site / "content/forgotten.yaml"
    for text, comment in (("# ours\naddresses: [mia]\n", False), ("# ours\naddresses:\n  - mia\n", True)):
        file.write_text(text, "utf-8")
        report = Report()
        plan = plan_forgetting(site, "zoe", site / "output", True, report)
        assert plan
        shutil.copytree(site, site.with_name(f"copy-{comment}"))
        assert forget_person(site.with_name(f"copy-{comment}"), plan, report)
        written = site.with_name(f"copy-{comment}") / "content/forgotten.yaml"
        assert load_forgotten(written.parents[1], Report()) == ("mia", "zoe", "zoe/ig", "zozo", "zozo/ig")
        assert ("# ours" in written.read_text("utf-8")) is comment


def test_a_broken_list_of_addresses_stops_before_anything_goes(site: Path) -> None:
    (site / "content/forgotten.yaml").write_text("addresses: [mia\n", "utf-8")
    before = everything(site)
    code, said = forget(site)
    assert code == 1
    assert "content/forgotten.yaml:" in said
    assert everything(site) == before


def test_what_cannot_go_is_reported(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patched:
        patched.setattr("generator.authoring.forget.shutil.rmtree", refuse)
        code, said = forget(site)
    assert code == 1
    assert "error[not-forgotten]: `content/ambassadors/zoe/` could not be deleted: Permission denied" in said
    assert forget(site)[0] == 0
    assert not (site / "content/ambassadors/zoe").exists()


def make_large(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More people, a second copy of the site as large ones have it, and share cards, which show names and portraits."""
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("share_cards: false", "share_cards: true"), "utf-8")
    letters = site / "themes/plain/none.ttf"  # the face that the theme names
    shutil.copyfile(Path(__file__).parents[2] / "tools/pictures/fonts/Figtree-Medium.ttf", letters)
    monkeypatch.setattr("generator.build.publish.MANY", 20)
    for number in range(6):
        (site / f"content/ambassadors/other-{number}.md").write_text(
            f"---\nname: Other {number}\nchannels: [ig, tt, yt, mail]\nfavorites: [boy-brow]\n---\nA story.\n", "utf-8"
        )


def words_left(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Files whose bytes or name hold one of the words, in any case; three letters stand in a picture by chance."""
    wanted = [word.casefold().encode() for word in words]
    left = []
    for path, data in everything(folder).items():
        told = (
            [word for word in wanted if len(word) > 4] if path.endswith((".jpg", ".webp", ".avif", ".png")) else wanted
        )
        if any(word in data.lower() for word in told) or any(word in path.casefold().encode() for word in wanted):
            left.append(path)
    return left


@pytest.mark.parametrize("by_hand", [False, True], ids=["with --build", "and a build by hand"])
def test_forgetting_is_complete(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_hand: bool) -> None:
    """A large site with a shared cache, a shard, and a site built on the side."""
    make_large(site, monkeypatch)
    shared = tmp_path / "shared"
    monkeypatch.setenv("AMBASSADOR_CACHE", str(shared))
    day = ["--as-of", "2026-11-22"]
    code, said = run_cli(["build", *day], site)
    assert code == 0, said
    with (site / "content/ambassadors/zoe/profile.yaml").open("a") as file:
        file.write("tagline: Zoé again\n")
    assert run_cli(["build", *day], site)[0] == 0
    assert (site / ".ambassador/spare/zoe/index.html").is_file()
    assert run_cli(["build", *day, "--shard", "1/1"], site)[0] == 0
    assert run_cli(["build", *day, "--output", str(site / "output.monday")], site)[0] == 0
    own = everything(site / "content/ambassadors/zoe")
    before = everything(site)
    assert {"output.monday/zoe/index.html", "shards/1-of-1/files/zoe/index.html"} <= before.keys()
    mine = {data for path, data in everything(site / "output").items() if path.startswith("zoe/") or "portrait" in path}
    mine |= {data for path, data in everything(site / "output").items() if "sea-" in path}
    kept = {path for path, data in everything(shared).items() if data in mine}
    assert len(kept) >= 5, "cuts of both pictures, and the share card"
    code, said = forget(site, "--no-trace", *(() if by_hand else ("--build",)))
    assert code == 0, said
    if by_hand:
        assert run_cli(["build", *day], site)[0] == 0
    assert words_left(site, ("zoe", *TOLD)) == []
    assert words_left(shared, ("zoe", *TOLD)) == []
    left = everything(site) | {f"shared/{path}": data for path, data in everything(shared).items()}
    assert [path for path, data in left.items() if data in mine or data in own.values()] == []
    assert everything(site / "output"), "the others are published"
    assert len(everything(shared)) > 6, "and their pictures are kept"


def test_build_json_names_nobody_who_was_forgotten(site: Path) -> None:
    assert run_cli(["build"], site)[0] == 0
    assert forget(site, "--build")[0] == 0
    output = everything(site / "output")
    assert "zoe/index.html" in output
    assert [path for path, data in output.items() if b"zoe" in data.lower() or b"zozo" in data.lower()] == []
    code, said = run_cli(["build"], site)  # the folder is still known as a build's, page by page
    assert code == 0, said
    shutil.rmtree(site / ".ambassador")
    code, said = run_cli(["build"], site)
    assert (code, "foreign" in said) == (0, False), said
    (site / "output/zoe/index.html").write_text("somebody's own")
    code, said = run_cli(["build"], site)
    assert code == 1
    assert "has a file that no build wrote: `zoe/index.html`" in said


def test_what_could_not_be_deleted_is_found_by_a_second_run(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The profile alone knows which pictures are theirs: it goes when all else is gone."""
    stuck = site / "content/images/sea.jpg"
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == stuck.name:
            raise PermissionError(1, "Operation not permitted", str(path))
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        code, said = forget(site, "--build")
    assert code == 1
    assert "error[not-forgotten]: `content/images/sea.jpg` could not be deleted" in said
    assert (site / "content/ambassadors/zoe/profile.yaml").is_file()
    code, said = forget(site)
    assert code == 0, said
    assert not stuck.exists()
    assert not (site / "content/ambassadors/zoe").exists()


def test_a_kill_at_any_step_leaves_a_second_run_enough(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_cli(["build", "--shard", "1/1"], site)[0] == 0
    steps, remove = 0, sys.modules["generator.authoring.forget"]._remove
    while True:
        steps += 1
        again = site.with_name(f"try-{steps}")
        shutil.copytree(site, again)
        left = [steps]

        def stop(path: Path, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
            remove(path)

        with monkeypatch.context() as patched:
            patched.setattr("generator.authoring.forget._remove", stop)
            code, _ = forget(again, "--no-trace")
        if left[0] > 0:
            break
        assert code != 0
        assert forget(again, "--no-trace")[0] == 0
        assert words_left(again, TOLD) == []
        assert not (again / "content/images/sea.jpg").exists()
    assert steps > 5


def test_a_built_folder_with_files_of_others_is_named_and_stays(site: Path) -> None:
    assert run_cli(["build", "--output", str(site / "monday")], site)[0] == 0
    (site / "monday/notes.txt").write_text("mine")
    code, said = forget(site, "--no-trace")
    assert code == 0
    assert "Check them yourself:\n  monday/" in said
    assert (site / "monday/notes.txt").is_file()


def test_json_reports_it_too(site: Path) -> None:
    (site / "notes.md").write_text("Ask zoepetit.\n", "utf-8")
    run = [sys.executable, "-m", "generator", "forget", "zoe", "--yes", "--format", "json"]
    done = subprocess.run(
        run, cwd=site, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    assert done.returncode == 0, done.stderr
    assert [one["name"] for one in json.loads(done.stdout)] == ["still-mentioned"]
    assert "zoe is deleted here" in done.stderr


@pytest.mark.parametrize(("answer", "left"), [(b"y\n", False), (b"n\n", True)])
def test_somebody_is_asked(site: Path, answer: bytes, left: bool) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    run = [sys.executable, "-m", "generator", "forget", "zoe"]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(run, cwd=site, stdin=theirs, capture_output=True, text=True, env=environment, timeout=240)
    assert (site / "content/ambassadors/zoe").exists() is left
    assert done.returncode == (130 if left else 0)


def test_names_cannot_write_commands(site: Path) -> None:
    hostile = 'name: regex:.*\nhandle: "$(touch /tmp/x); `id`; \'; rm -rf ."\ncode: a==>b==>c\n'
    (site / "content/ambassadors/zoe/profile.yaml").write_text(hostile, "utf-8")
    (site / ".git").mkdir()
    plan = plan_forgetting(site, "zoe", site / "output", True, Report())
    assert plan
    [printf] = [line for line in purge_commands(site, plan) if line.startswith("printf")]
    words = shlex.split(printf)[2:-2]
    assert words == ["literal:regex:.*==>forgotten", "literal:$(touch /tmp/x); `id`; '; rm -rf .==>forgotten"]


def test_the_printed_commands_purge_the_history(site: Path, tmp_path: Path) -> None:
    """They are run here as they are printed, in a shell, with git-filter-repo."""
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
    done = subprocess.run(["sh", "-c", script], cwd=work, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    log = subprocess.run(
        ["git", "log", "--all", "-p", "--text"], cwd=origin, capture_output=True, text=True, check=True
    ).stdout
    assert "content/ambassadors/lea/story.md" in log
    assert "With forgotten, by the sea." in log
    assert not [word for word in ("Petit", "zoepetit", "ZOE15", "ambassadors/zoe", "sea.jpg") if word in log]


def test_a_running_build_is_waited_for(site: Path) -> None:
    run_cli(["build"], site)
    run = [sys.executable, "-m", "generator", "forget", "zoe", "--yes"]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with hold_build_lock(site / ".ambassador", lambda: None):
        waits = subprocess.Popen(run, cwd=site, env=environment, stdout=subprocess.PIPE, text=True, bufsize=1)
        assert waits.stdout
        assert any(line.startswith("Waiting for another build") for line in waits.stdout)
        assert (site / "content/ambassadors/zoe").is_dir()
    waits.communicate(timeout=240)
    assert waits.returncode == 0
    assert not (site / "content/ambassadors/zoe").exists()
    assert [path.name for path in (site / ".ambassador").iterdir()] == ["lock"]


def test_a_hostile_profile_costs_little(site: Path) -> None:
    """Thousands of names, a story of megabytes, and many pictures."""
    links = "".join(f"  product-{number}: https://lune.example/{'x' * 40}{number}\n" for number in range(20_000))
    (site / "content/ambassadors/zoe/profile.yaml").write_text(f"{PROFILE}links:\n{links}", "utf-8")
    (site / "content/ambassadors/zoe/story.md").write_text("../../images/ " * 250_000, "utf-8")
    for number in range(1000):
        (site / f"content/images/{number}.jpg").write_bytes(b"")
        (site / f"content/images/{number}.txt").write_text(f"Ask https://lune.example/{'x' * 40}{number}.\n" * 20)
    (code, said), cost = measure(lambda: forget(site))
    assert code == 0, said
    assert cost < 1500
    assert len(list((site / "content/images").iterdir())) == 2000
