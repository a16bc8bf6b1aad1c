"""The files for CI: right to the linters of their makers, least in rights, and their steps build the site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from generator.authoring.ci import FILES, INSTALL, PINS, daily, pins
from tests.cli.streams import run_apart
from tests.needs import need
from tools.gates.node import find_node

BIN = Path(sys.executable).parent
WORKFLOWS = ("github-pages", "cloudflare-pages", "s3")
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site with everything for CI."""
    folder = tmp_path_factory.mktemp("ci")
    names = [word for name in FILES for word in ("--ci", name)]
    code, out, err = run_apart(["new", "site", "friends", *names], folder)
    assert (code, err) == (0, ""), out
    return folder / "friends"


def _read(file: Path) -> dict[str, Any]:
    text = file.read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # `on:` is no yes
    return data


def _workflow(site: Path, name: str) -> dict[str, Any]:
    return _read(site / f".github/workflows/{name}.yml")


def _tool(*words: str, folder: Path) -> None:
    done = subprocess.run([str(BIN / words[0]), *words[1:]], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_kind_is_here(made: Path) -> None:
    assert set(FILES) == {*WORKFLOWS, "netlify", "gitlab"}
    assert all((made / file).is_file() for files in FILES.values() for file in files)


def test_github_and_gitlab_schemas(made: Path) -> None:
    files = [f".github/workflows/{name}.yml" for name in WORKFLOWS]
    _tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files, folder=made)
    gitlab = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab-ci.yml")
    _tool("check-jsonschema", *gitlab, folder=made)


def test_no_hole_that_zizmor_knows(made: Path) -> None:
    files = [f".github/workflows/{name}.yml" for name in WORKFLOWS]
    _tool("zizmor", "--offline", "--no-config", "--persona", "pedantic", "--quiet", *files, folder=made)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_least_rights_and_pinned_code(made: Path, name: str) -> None:
    text = (made / f".github/workflows/{name}.yml").read_text("utf-8")
    flow = _workflow(made, name)
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert len(used) >= 5
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one[0])] == []
    assert [one for one in used if not re.match(r" # v\d+\.\d+\.\d+\b", one[1])] == []
    assert flow["permissions"] == {}
    build, deploy = flow["jobs"]["build"], flow["jobs"]["deploy"]
    assert build["permissions"] == {"contents": "read"}
    assert set(deploy["permissions"]) <= {"pages", "id-token"}
    assert build["steps"][0]["with"] == {"persist-credentials": "false"}
    assert "secrets." not in text.split("deploy:")[0]
    assert deploy["needs"] == "build"
    assert deploy["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    assert set(flow["on"]) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert flow["on"]["schedule"] == [{"cron": daily("Europe/Paris", DAY)}]
    assert [step["with"]["path"] for step in build["steps"] if "actions/cache@" in step.get("uses", "")] == [
        ".ambassador"
    ]


def _scripts(site: Path, name: str) -> list[str]:
    """What the host runs to build the site, in its order."""
    if name == "netlify":
        return [str(tomllib.loads((site / "netlify.toml").read_text("utf-8"))["build"]["command"])]
    if name == "gitlab":
        flow = _read(site / ".gitlab-ci.yml")
        return [*flow["default"]["before_script"], *flow["pages"]["script"]]
    return [step["run"] for step in _workflow(site, name)["jobs"]["build"]["steps"] if "run" in step]


def _run(scripts: list[str], site: Path) -> subprocess.CompletedProcess[str]:
    # The installation alone is left out: what it would install is what runs here (test_the_pins_are_what_runs).
    assert INSTALL in "\n".join(scripts)
    text = "\n".join(scripts).replace(INSTALL, "true")
    environment = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(site)}
    bash = ["bash", "-euo", "pipefail", "-c", text]
    return subprocess.run(bash, cwd=site, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("name", FILES)
def test_the_steps_build_the_site_and_fail_with_it(name: str, tmp_path: Path) -> None:
    code, out, err = run_apart(["new", "site", "friends", "--ci", name], tmp_path)
    assert (code, err) == (0, ""), out
    site = tmp_path / "friends"
    done = _run(_scripts(site, name), site)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "utm_source=lea-moreau" in (site / "output/lea-moreau/index.html").read_text("utf-8")
    assert (site / ".ambassador").is_dir()
    profile = site / "content/ambassadors/lea-moreau/profile.yaml"
    profile.write_text(profile.read_text("utf-8").replace("boy-brow", "boy-brwo"), "utf-8")
    failed = _run(_scripts(site, name), site)
    assert failed.returncode == 1
    assert "unknown-product" in failed.stdout
    if name in WORKFLOWS:
        assert "::error file=content/ambassadors/lea-moreau/profile.yaml,line=" in failed.stdout


def test_a_merge_request_is_checked_and_not_published(made: Path) -> None:
    flow = _read(made / ".gitlab-ci.yml")
    done = _run([*flow["default"]["before_script"], *flow["check"]["script"]], made)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (made / "output").exists()
    (rule,) = flow["check"]["rules"]
    assert rule == {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}
    assert flow["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_where_the_site_is_taken_from(made: Path) -> None:
    uploads = [
        step["with"]["path"]
        for name in WORKFLOWS
        for step in _workflow(made, name)["jobs"]["build"]["steps"]
        if "/upload-" in step.get("uses", "")
    ]
    assert uploads == ["output"] * 3
    assert _read(made / ".gitlab-ci.yml")["pages"]["artifacts"]["paths"] == ["output"]
    assert _read(made / ".gitlab-ci.yml")["default"]["cache"]["paths"] == [".ambassador/"]
    assert tomllib.loads((made / "netlify.toml").read_text("utf-8"))["build"]["publish"] == "output"


def test_s3_keeps_what_the_headers_keep(made: Path, tmp_path: Path) -> None:
    """S3 reads no `_headers`: what they say of assets stands in the workflow."""
    assert run_apart(["build", "--site", str(made), "--output", str(tmp_path / "o")], tmp_path)[0] == 0
    headers = (tmp_path / "o/_headers").read_text("utf-8")
    kept = re.search(r"^/assets/\*\n  Cache-Control: (.+)$", headers, re.MULTILINE)
    assert kept
    steps = _workflow(made, "s3")["jobs"]["deploy"]["steps"]
    assets, pages, gone, told = (step["run"] for step in steps if "run" in step)
    assert f'keep="{kept[1]}"' in assets
    assert assets.count("--size-only") == 2
    assert "--delete" not in assets + pages
    assert "--size-only" not in pages
    assert "--delete" in gone
    assert "cloudfront" in told
    for script in (assets, pages, gone, told):
        assert subprocess.run(["bash", "-n"], input=script, text=True).returncode == 0
    types = dict(pair.split("=") for pair in re.findall(r"\w+=\w+/\w+", assets))
    assert types == {"avif": "image/avif", "webp": "image/webp", "woff2": "font/woff2"}


def test_the_pins_are_what_runs(made: Path) -> None:
    """Every package that is needed, in the version that runs these tests: pip has nothing to install."""
    assert len(pins()) > 15
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-index", "--dry-run", "--requirement", PINS],
        cwd=made, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout
    assert done.stdout.count("already satisfied") >= len(pins())


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "UTC"])
def test_the_daily_run_is_soon_after_midnight(zone: str) -> None:
    minute, hour, *rest = daily(zone, DAY).split()
    assert rest == ["*", "*", "*"]
    for month in (1, 7):
        run = datetime(2027, month, 15, int(hour), int(minute), tzinfo=UTC).astimezone(ZoneInfo(zone))
        since = timedelta(hours=run.hour, minutes=run.minute)
        assert timedelta(minutes=17) <= since <= timedelta(minutes=77)


def test_a_site_that_is_there_gets_its_own_hour_and_keeps_its_files(tmp_path: Path) -> None:
    assert run_apart(["new", "site", "friends"], tmp_path)[0] == 0
    site = tmp_path / "friends"
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("Europe/Paris", "America/New_York"), "utf-8")
    assert run_apart(["new", "ci", "gitlab"], site)[0] == 0
    code, out, _ = run_apart(["new", "ci", "s3"], site)
    assert (code, "was kept" in out) == (0, False)
    assert "`17 5 * * *`" in (site / ".gitlab-ci.yml").read_text("utf-8")
    (site / PINS).write_text("mine\n")
    code, out, _ = run_apart(["new", "ci", "netlify"], site)
    assert (code, "requirements.txt was there, and was kept" in out) == (0, True)
    assert (site / PINS).read_text() == "mine\n"
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    code, out, _ = run_apart(["new", "ci", "netlify"], site)
    assert code == 1
    assert "already-there" in out
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(500 if self.path == "/broken" else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_netlify_is_asked_for_a_build_every_day(made: Path, hook: HTTPServer) -> None:
    node, _ = need(find_node(), "Node")
    said = "import ask, { config } from './daily-build.mjs'; console.log(config.schedule); await ask()"
    command = [str(node), "--input-type=module", "--eval", said]

    def ask(address: str) -> subprocess.CompletedProcess[str]:
        folder = made / "netlify/functions"
        return subprocess.run(command, cwd=folder, env={"BUILD_HOOK": address}, capture_output=True, text=True)

    done = ask(f"http://127.0.0.1:{hook.server_port}/hook")
    assert (done.returncode, done.stdout) == (0, f"{daily('Europe/Paris', DAY)}\n"), done.stderr
    assert hook.asked == ["/hook"]  # type: ignore[attr-defined]
    assert "answered 500" in ask(f"http://127.0.0.1:{hook.server_port}/broken").stderr
    assert "BUILD_HOOK is not set" in ask("").stderr


def test_netlify_keeps_the_folder(made: Path) -> None:
    node, _ = need(find_node(), "Node")
    plugins = tomllib.loads((made / "netlify.toml").read_text("utf-8"))["plugins"]
    (folder,) = (made / plugin["package"].lstrip("/") for plugin in plugins)
    assert _read(folder / "manifest.yml") == {"name": "keep"}
    said = """
      const keep = require('./index.js')
      const cache = { restore: path => console.log('restore', path), save: path => console.log('save', path) }
      for (const event of Object.keys(keep)) { console.log(event); keep[event]({ utils: { cache } }) }
    """
    done = subprocess.run([str(node), "--eval", said], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["onPreBuild", "restore", ".ambassador", "onPostBuild", "save", ".ambassador"]
