"""Tests that the files for CI are valid, safe and have few rights, and that their steps build the site."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from generator.authoring.ci import FILES, INSTALL, PINS, REVIEW, daily
from tests.cli.streams import run_apart
from tests.needs import need
from tools.gates.node import find_node

BIN = Path(sys.executable).parent
PUBLISH = ("github-pages", "cloudflare-pages", "s3")
WORKFLOWS = (*PUBLISH, "review")
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def ci_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site with everything for CI."""
    folder = tmp_path_factory.mktemp("ci")
    names = [word for name in FILES for word in ("--ci", name)]
    code, out, err = run_apart(["new", "site", "friends", *names], folder)
    assert (code, err) == (0, ""), out
    return folder / "friends"


def _read(file: Path) -> dict[str, Any]:
    text = file.read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # otherwise `on:` would be true
    return data


def _workflow(site: Path, name: str) -> dict[str, Any]:
    return _read(site / f".github/workflows/{name}.yml")


def _tool(*words: str, folder: Path) -> None:
    process = subprocess.run([str(BIN / words[0]), *words[1:]], cwd=folder, capture_output=True, text=True)
    assert process.returncode == 0, process.stdout + process.stderr


def test_every_kind_of_ci_has_its_files(ci_site: Path) -> None:
    assert set(FILES) == {*PUBLISH, "netlify", "gitlab"}
    assert all((ci_site / file).is_file() for files in FILES.values() for file in files)


def test_files_match_the_schemas_of_github_and_gitlab(ci_site: Path) -> None:
    files = [f".github/workflows/{name}.yml" for name in WORKFLOWS]
    _tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files, folder=ci_site)
    gitlab = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab-ci.yml")
    _tool("check-jsonschema", *gitlab, folder=ci_site)


def test_zizmor_finds_no_weakness(ci_site: Path) -> None:
    files = [f".github/workflows/{name}.yml" for name in WORKFLOWS]
    _tool("zizmor", "--offline", "--no-config", "--persona", "pedantic", "--quiet", *files, folder=ci_site)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_code_is_pinned_and_rights_are_per_job(ci_site: Path, name: str) -> None:
    text = (ci_site / f".github/workflows/{name}.yml").read_text("utf-8")
    flow = _workflow(ci_site, name)
    actions = re.findall(r"uses: (\S+)(.*)", text)
    assert len(actions) >= 5
    assert [action for action in actions if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action[0])] == []
    assert [action for action in actions if not re.match(r" # v\d+\.\d+\.\d+\b", action[1])] == []
    assert flow["permissions"] == {}
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    checkouts = [step["with"] for step in steps if "actions/checkout@" in step.get("uses", "")]
    assert {settings["persist-credentials"] for settings in checkouts} == {"false"}
    caches = [step["with"]["path"] for step in steps if "actions/cache@" in step.get("uses", "")]
    assert caches == [".ambassador"]
    assert not re.search(r"\b(?:npx|npm install|curl|wget)\b", text), "this would run code without a pin"


@pytest.mark.parametrize("name", PUBLISH)
def test_only_the_deploy_job_publishes_and_only_main(ci_site: Path, name: str) -> None:
    flow = _workflow(ci_site, name)
    build, deploy = flow["jobs"]["build"], flow["jobs"]["deploy"]
    assert build["permissions"] == {"contents": "read"}
    rights = {"s3": {"id-token": "write"}, "github-pages": {"pages": "write", "id-token": "write"}}
    assert deploy["permissions"] == rights.get(name, {"contents": "read"})
    assert "secrets." not in str(build)
    assert deploy["needs"] == "build"
    assert deploy["if"] == "github.ref == 'refs/heads/main'"
    assert set(flow["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert flow["on"]["push"] == {"branches": ["main"]}
    assert flow["on"]["schedule"] == [{"cron": daily("America/New_York", DAY)}]


def test_a_pull_request_gets_no_secret_and_no_write_rights(ci_site: Path) -> None:
    flow = _workflow(ci_site, "review")
    assert set(flow["on"]) == {"pull_request"}  # never pull_request_target, which has secrets
    [job] = flow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert "environment" not in job
    assert not re.search(r"secrets\.|github\.token|GITHUB_TOKEN", str(flow))


def test_only_locked_code_gets_the_token(ci_site: Path) -> None:
    """Only the last step of its job gets it, after npm installed all code of the step by hash."""
    deploy = _workflow(ci_site, "cloudflare-pages")["jobs"]["deploy"]
    install, publish = (step for step in deploy["steps"] if "run" in step)
    assert deploy["steps"][-1] is publish
    assert [step for step in deploy["steps"] if "secrets." in str(step)] == [publish]
    assert install["run"] == "npm ci --ignore-scripts --no-audit --no-fund --prefix .github/wrangler"
    folder = ci_site / ".github/wrangler"
    dependencies = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages.pop("")["dependencies"] == dependencies
    assert packages["node_modules/wrangler"]["version"] == dependencies["wrangler"]
    assert not [name for name, facts in packages.items() if not facts.get("integrity", "").startswith("sha512-")]
    assert "resolved" not in str(packages), "the lock names an index"
    oldest = re.search(r">=(\d+)", packages["node_modules/wrangler"]["engines"]["node"])
    [node] = [step for step in deploy["steps"] if "actions/setup-node@" in step.get("uses", "")]
    assert oldest
    assert int(node["with"]["node-version"]) >= int(oldest[1])
    assert publish["run"].split()[0] == ".github/wrangler/node_modules/.bin/wrangler"
    assert packages["node_modules/wrangler"]["bin"]["wrangler"]


def _scripts(site: Path, name: str) -> list[str]:
    """Return the commands by which the host builds the site, in order."""
    if name == "netlify":
        return [str(tomllib.loads((site / "netlify.toml").read_text("utf-8"))["build"]["command"])]
    if name == "gitlab":
        flow = _read(site / ".gitlab-ci.yml")
        return [*flow["default"]["before_script"], *flow["pages"]["script"]]
    return [step["run"] for step in _workflow(site, name)["jobs"]["build"]["steps"] if "run" in step]


def _run(scripts: list[str], site: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    # Skips only the installation: this environment has its packages already (test_pins.py).
    assert INSTALL in "\n".join(scripts)
    text = "\n".join(scripts).replace(INSTALL, "true")
    environment = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(site),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""), **variables,
    }  # fmt: skip
    bash = ["bash", "-euo", "pipefail", "-c", text]
    return subprocess.run(bash, cwd=site, env=environment, capture_output=True, text=True)


@pytest.mark.drawn(2)
@pytest.mark.parametrize("name", FILES)
def test_the_steps_build_a_site_and_fail_on_its_errors(name: str, tmp_path: Path) -> None:
    code, out, err = run_apart(["new", "site", "friends", "--ci", name], tmp_path)
    assert (code, err) == (0, ""), out
    site = tmp_path / "friends"
    process = _run(_scripts(site, name), site)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "utm_source=lea-moreau" in (site / "output/lea-moreau/index.html").read_text("utf-8")
    assert (site / ".ambassador").is_dir()
    profile = site / "content/ambassadors/lea-moreau/profile.yaml"
    profile.write_text(profile.read_text("utf-8").replace("boy-brow", "boy-brwo"), "utf-8")
    failure = _run(_scripts(site, name), site)
    assert failure.returncode == 1
    assert "unknown-product" in failure.stdout
    if name in PUBLISH:
        assert "::error file=content/ambassadors/lea-moreau/profile.yaml,line=" in failure.stdout


def _proposed_site(folder: Path) -> tuple[Path, str]:
    """Return a site in Git with an uncommitted change, and the commit to compare it with."""
    assert run_apart(["new", "site", "friends", "--ci", "gitlab", "--ci", "s3", "--ci", "netlify"], folder)[0] == 0
    site = folder / "friends"
    git = [need(shutil.which("git"), "git"), "-c", "user.name=T", "-c", "user.email=t@lune.example"]
    for command in (
        ["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Begin"],
        ["remote", "add", "origin", str(site)], ["config", "uploadpack.allowAnySHA1InWant", "true"],
    ):  # fmt: skip
        subprocess.run([*git, *command], cwd=site, check=True)
    base = subprocess.run([*git, "rev-parse", "HEAD"], cwd=site, check=True, capture_output=True, text=True).stdout
    profile = site / "content/ambassadors/lea-moreau/profile.yaml"
    profile.write_text(profile.read_text("utf-8").replace("name: Léa Moreau", "name: Léa Moreau-Petit"), "utf-8")
    products = site / "content/products.yaml"
    products.write_text(re.sub(r"(?m)^( +url: \S+)$", r"\1-new", products.read_text("utf-8"), count=1), "utf-8")
    with products.open("a", encoding="utf-8") as file:
        file.write("nobodys-choice:\n  name: Nobody’s choice\n  url: https://your-brand.example/products/none\n")
    return site, base.strip()


def _review(site: Path, base: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the steps of review.yml, and return their process and the summary that a reviewer reads."""
    steps = _workflow(site, "review")["jobs"]["review"]["steps"]
    _, base_checkout = (step["with"] for step in steps if "actions/checkout@" in step.get("uses", ""))
    subprocess.run(["git", "worktree", "add", "-q", "--force", base_checkout["path"], base], cwd=site, check=True)
    summary = site.parent / "summary.md"
    process = _run([step["run"] for step in steps if "run" in step], site, GITHUB_STEP_SUMMARY=str(summary))
    return process, summary.read_text("utf-8") if summary.exists() else ""


def test_a_reviewer_on_github_sees_problems_links_and_pages(tmp_path: Path) -> None:
    site, base = _proposed_site(tmp_path)
    process, summary = _review(site, base)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "::warning file=content/products.yaml,line=" in process.stdout, "a warning of `check` is no annotation"
    assert re.search(r"\*\*Tracked links:\*\* 0 added, 0 removed, [1-9]\d* changed, \d+ the same\.", summary)
    assert re.search(r"\| changed \| .*&#45;new|\| changed \| .*-new", summary)
    assert "artifact `preview`" in summary
    assert "Moreau-Petit" in (site / "output/lea-moreau/index.html").read_text("utf-8")
    [upload] = [
        step["with"] for step in _workflow(site, "review")["jobs"]["review"]["steps"] if "/upload-" in str(step)
    ]
    assert (upload["name"], upload["path"]) == ("preview", "output")


def test_a_reviewer_learns_that_links_cannot_be_compared(tmp_path: Path) -> None:
    site, base = _proposed_site(tmp_path)
    subprocess.run(["git", "worktree", "add", "-q", "broken", base], cwd=site, check=True)
    (site / "broken/content/site.yaml").write_text("brand: [\n")
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@lune.example"]
    subprocess.run([*git, "commit", "-qam", "Break"], cwd=site / "broken", check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], cwd=site / "broken", capture_output=True, text=True).stdout
    process, summary = _review(site, commit.strip())
    assert process.returncode == 0, process.stdout + process.stderr
    assert "The links could not be compared" in summary


def test_a_proposal_with_an_error_fails_at_its_line(tmp_path: Path) -> None:
    site, base = _proposed_site(tmp_path)
    profile = site / "content/ambassadors/lea-moreau/profile.yaml"
    profile.write_text(profile.read_text("utf-8").replace("boy-brow", "boy-brwo"), "utf-8")
    process, _ = _review(site, base)
    assert process.returncode == 1
    assert "::error file=content/ambassadors/lea-moreau/profile.yaml,line=" in process.stdout
    assert not (site / "output").exists()


def test_a_reviewer_on_gitlab_sees_problems_links_and_pages(tmp_path: Path) -> None:
    site, base = _proposed_site(tmp_path)
    flow = _read(site / ".gitlab-ci.yml")
    job = flow["check"]
    scripts = [*flow["default"]["before_script"], *job["script"], *job["after_script"]]
    process = _run(scripts, site, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert process.returncode == 0, process.stdout + process.stderr
    assert re.search(r"0 added, 0 removed, [1-9]\d* changed, \d+ the same\.", process.stdout)
    assert [path.rstrip("/") for path in job["artifacts"]["paths"]] == ["output", "links.md"]
    assert "Moreau-Petit" in (site / "output/lea-moreau/index.html").read_text("utf-8")
    assert "**Tracked links:**" in (site / "links.md").read_text("utf-8")
    report = json.loads((site / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert report
    for issue in report:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert (site / issue["location"]["path"]).exists()
    assert len({issue["fingerprint"] for issue in report}) == len(report)


def test_a_merge_request_writes_no_cache_and_is_not_published(ci_site: Path) -> None:
    flow = _read(ci_site / ".gitlab-ci.yml")
    assert flow["check"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert flow["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert flow["check"]["cache"] == {"key": "ambassador", "policy": "pull", "paths": [".ambassador/"]}
    assert flow["pages"]["cache"] == {"key": "ambassador", "paths": [".ambassador/"]}
    assert "environment" not in flow["check"]
    assert flow["check"]["artifacts"]["when"] == "always"


def test_a_preview_on_netlify_is_checked_too(tmp_path: Path) -> None:
    site, _ = _proposed_site(tmp_path)
    settings = tomllib.loads((site / "netlify.toml").read_text("utf-8"))
    process = _run([settings["context"]["deploy-preview"]["command"]], site)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "warning[unused" in process.stdout, "no warning of a check"
    assert (site / "output/lea-moreau/index.html").is_file()


def test_hosts_publish_the_output_folder(ci_site: Path) -> None:
    uploads = [
        step["with"]["path"]
        for name in PUBLISH
        for step in _workflow(ci_site, name)["jobs"]["build"]["steps"]
        if "/upload-" in step.get("uses", "")
    ]
    assert uploads == ["output"] * 3
    assert _read(ci_site / ".gitlab-ci.yml")["pages"]["artifacts"]["paths"] == ["output"]
    assert tomllib.loads((ci_site / "netlify.toml").read_text("utf-8"))["build"]["publish"] == "output"


def test_s3_sends_the_cache_times_of_the_headers(ci_site: Path, tmp_path: Path) -> None:
    """S3 reads no `_headers`, so the workflow sets the cache time of assets."""
    assert run_apart(["build", "--site", str(ci_site), "--output", str(tmp_path / "o")], tmp_path)[0] == 0
    headers = (tmp_path / "o/_headers").read_text("utf-8")
    cache_control = re.search(r"^/assets/\*\n  Cache-Control: (.+)$", headers, re.MULTILINE)
    assert cache_control
    steps = _workflow(ci_site, "s3")["jobs"]["deploy"]["steps"]
    assets, pages, removals, invalidation = (step["run"] for step in steps if "run" in step)
    assert f'keep="{cache_control[1]}"' in assets
    assert assets.count("--size-only") == 2
    assert "--delete" not in assets + pages
    assert "--size-only" not in pages
    assert "--delete" in removals
    assert "cloudfront" in invalidation
    for script in (assets, pages, removals, invalidation):
        assert subprocess.run(["bash", "-n"], input=script, text=True).returncode == 0
    types = dict(pair.split("=") for pair in re.findall(r"\w+=\w+/\w+", assets))
    assert types == {"avif": "image/avif", "webp": "image/webp", "woff2": "font/woff2"}


# Morocco puts its clocks back in Ramadan, which in 2026 and 2027 falls into neither January nor July.
ZONES = (
    "Africa/Casablanca", "Africa/El_Aaiun", "America/Los_Angeles", "America/St_Johns", "Asia/Kolkata",
    "Australia/Lord_Howe", "Europe/Dublin", "Europe/Paris", "Pacific/Apia", "Pacific/Auckland", "Pacific/Kiritimati",
    "UTC",
)  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("begin", [date(2025, 3, 1), DAY])
def test_the_daily_run_is_soon_after_midnight_on_each_day_of_the_year(zone: str, begin: date) -> None:
    minute, hour, *days = daily(zone, begin).split()
    assert days == ["*", "*", "*"]
    for number in range(365):
        run = datetime.combine(begin + timedelta(number), time(int(hour), int(minute)), UTC).astimezone(ZoneInfo(zone))
        since = timedelta(hours=run.hour, minutes=run.minute)
        assert timedelta(minutes=17) <= since <= timedelta(minutes=77), run


def test_ci_for_an_existing_site_uses_its_time_zone_and_keeps_files(tmp_path: Path) -> None:
    assert run_apart(["new", "site", "friends"], tmp_path)[0] == 0
    site = tmp_path / "friends"
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("Europe/Paris", "America/New_York"), "utf-8")
    assert run_apart(["new", "ci", "gitlab"], site)[0] == 0
    code, out, _ = run_apart(["new", "ci", "s3"], site)
    assert (code, "was kept" in out) == (0, False)
    assert (site / REVIEW).is_file()
    assert "`17 5 * * *`" in (site / ".gitlab-ci.yml").read_text("utf-8")
    (site / PINS).write_text("mine\n")
    code, out, _ = run_apart(["new", "ci", "netlify"], site)
    assert (code, "requirements.txt did not change: `ambassador new pins`" in out) == (0, True)
    assert (site / PINS).read_text() == "mine\n"
    (site / REVIEW).write_text("on: push\n")
    code, out, _ = run_apart(["new", "ci", "github-pages"], site)
    assert (
        code,
        f"warning[already-there]: another file of this name exists, and was not replaced\n  --> {REVIEW}" in out,
    ) == (0, True)
    assert (site / REVIEW).read_text() == "on: push\n"
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    code, out, _ = run_apart(["new", "ci", "netlify"], site)
    assert code == 1
    assert "already-there" in out
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.paths.append(self.path)  # type: ignore[attr-defined]
        self.send_response(500 if self.path == "/broken" else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    server.paths = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_netlify_function_requests_a_daily_build(ci_site: Path, hook: HTTPServer) -> None:
    node, _ = need(find_node(), "Node")
    script = "import ask, { config } from './daily-build.mjs'; console.log(config.schedule); await ask()"
    command = [str(node), "--input-type=module", "--eval", script]

    def ask(address: str) -> subprocess.CompletedProcess[str]:
        folder = ci_site / "netlify/functions"
        return subprocess.run(command, cwd=folder, env={"BUILD_HOOK": address}, capture_output=True, text=True)

    process = ask(f"http://127.0.0.1:{hook.server_port}/hook")
    assert (process.returncode, process.stdout) == (0, f"{daily('America/New_York', DAY)}\n"), process.stderr
    assert hook.paths == ["/hook"]  # type: ignore[attr-defined]
    assert "answered 500" in ask(f"http://127.0.0.1:{hook.server_port}/broken").stderr
    assert "BUILD_HOOK is not set" in ask("").stderr


def test_the_netlify_plugin_keeps_the_cache_folder(ci_site: Path) -> None:
    node, _ = need(find_node(), "Node")
    plugins = tomllib.loads((ci_site / "netlify.toml").read_text("utf-8"))["plugins"]
    (folder,) = (ci_site / plugin["package"].lstrip("/") for plugin in plugins)
    assert _read(folder / "manifest.yml") == {"name": "keep"}
    script = """
      const keep = require('./index.js')
      const cache = { restore: path => console.log('restore', path), save: path => console.log('save', path) }
      for (const event of Object.keys(keep)) { console.log(event); keep[event]({ utils: { cache } }) }
    """
    process = subprocess.run([str(node), "--eval", script], cwd=folder, capture_output=True, text=True, check=True)
    assert process.stdout.split() == ["onPreBuild", "restore", ".ambassador", "onPostBuild", "save", ".ambassador"]
