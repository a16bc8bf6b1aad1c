"""A build by a real Dask cluster of two worker processes on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.build.crashing_extension import (
    build,
    files_of,
    install_odd,
    site_of,
    wait_for,
    write_person,
)
from tests.needs import need

HERE = ("--host", "127.0.0.1", "--no-dashboard")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, dict[str, str]]]:
    """The address, the folder of the extension that its workers have, and the environment with it."""
    need(find_spec("distributed"), "Dask (the extra `cluster`)")
    folder = tmp_path_factory.mktemp("cluster")
    environment, facts = install_odd(folder), folder / "scheduler.json"
    environment["DASK_LOGGING__DISTRIBUTED"] = "critical"
    with ExitStack() as stack:

        def begin(*arguments: str) -> None:
            command = [sys.executable, "-m", "dask", *arguments, *HERE, "--scheduler-file", str(facts)]
            process = subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)

        begin("scheduler", "--port", "0")
        for number in "12":
            begin("worker", "--nthreads", "1", "--no-nanny", "--local-directory", str(folder / number))
        wait_for(facts)
        while not (told := facts.read_text()).endswith("}"):
            time.sleep(0.05)
        address = json.loads(told)["address"]
        both = f"from distributed import Client; Client({address!r}, timeout=240).wait_for_workers(2, timeout=240)"
        subprocess.run([sys.executable, "-c", both], env=environment, cwd=folder, check=True)
        yield address.replace("tcp://", "dask://"), folder, environment


def test_the_bytes_are_the_same_and_a_lost_worker_loses_nothing(
    cluster: tuple[str, Path, dict[str, str]], tmp_path: Path
) -> None:
    address, folder, environment = cluster
    site = site_of(tmp_path / "site", 24)
    code, here, err = build(site, environment, "--jobs", "1", "--cache", "../one", "--output", "../here")
    assert code == 0, here + err
    code, there, err = build(site, environment, "--executor", address, "--cache", "../two", "--output", "../there")
    assert code == 0, there + err
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here")
    assert there == here.replace("../here", "../there")  # the counts of what was rendered and drawn, too

    write_person(site, "p11", "once")
    code, lost, err = build(site, environment, "--executor", address, "--cache", "../two", "--output", "../lost")
    assert code == 0, lost + err
    assert (folder / "killed").exists(), "no worker was lost"
    assert files_of(tmp_path / "lost") == files_of(tmp_path / "here")

    write_person(site, "p12", "end")  # the worker that is left
    code, out, err = build(
        site, environment, "--executor", address, "--cache", "../two", "--output", "../none", "--format", "concise"
    )
    assert code == 1
    assert "no-cluster" in out or "worker-stopped" in out, out + err
    assert "Traceback" not in out + err
    assert not (tmp_path / "none").exists()
