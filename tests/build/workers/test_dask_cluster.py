"""Tests that a build on a real Dask cluster of two workers gives the same files, and survives a lost worker."""

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
    """Start a cluster. Give its address, the folder of its extension, and the environment with both."""
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
        while not (text := facts.read_text()).endswith("}"):
            time.sleep(0.05)
        address = json.loads(text)["address"]
        wait = f"from distributed import Client; Client({address!r}, timeout=240).wait_for_workers(2, timeout=240)"
        subprocess.run([sys.executable, "-c", wait], env=environment, cwd=folder, check=True)
        yield address.replace("tcp://", "dask://"), folder, environment


def test_a_cluster_gives_the_same_files_even_if_it_loses_a_worker(
    cluster: tuple[str, Path, dict[str, str]], tmp_path: Path
) -> None:
    address, folder, environment = cluster
    site = site_of(tmp_path / "site", 24)
    code, local_output, err = build(site, environment, "--jobs", "1", "--cache", "../one", "--output", "../here")
    assert code == 0, local_output + err
    code, cluster_output, err = build(
        site, environment, "--executor", address, "--cache", "../two", "--output", "../there"
    )
    assert code == 0, cluster_output + err
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here")
    assert cluster_output == local_output.replace("../here", "../there")  # the counts of pages and pictures, too

    write_person(site, "p11", "once")
    code, output, err = build(site, environment, "--executor", address, "--cache", "../two", "--output", "../lost")
    assert code == 0, output + err
    assert (folder / "killed").exists(), "no worker was lost"
    assert files_of(tmp_path / "lost") == files_of(tmp_path / "here")

    write_person(site, "p12", "end")  # ends the remaining worker
    code, out, err = build(
        site, environment, "--executor", address, "--cache", "../two", "--output", "../none", "--format", "concise"
    )
    assert code == 1
    assert "no-cluster" in out or "worker-stopped" in out, out + err
    assert "Traceback" not in out + err
    assert not (tmp_path / "none").exists()
