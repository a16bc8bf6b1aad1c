"""Rendering in an existing Dask cluster, through the interface of `concurrent.futures`."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError as FutureCancelledError
from contextlib import suppress

from msgspec import Struct

from generator.build.workers.tasks import POLL_SECONDS, RenderTask, TaskResult, chunks_of, render_with_executor
from generator.content.discovery import ContentFile
from generator.problems import Place, Report

_SECONDS = 15
"""Timeout for the scheduler's answer, and for the first worker."""
_ENGINE = "dask://"


def scheduler_of(executor: str) -> str:
    """Return the address of a Dask scheduler, from `dask://HOST:PORT`. Raises ValueError."""
    host, colon, port = executor.removeprefix(_ENGINE).rpartition(":")
    if not executor.startswith(_ENGINE) or not host or not colon or not port.isdecimal() or "/" in host:
        raise ValueError(executor)
    return f"tcp://{host}:{port}"


class _WorkerWatch(Struct):
    """Watchdog for a cluster that lost all its workers."""

    workers: Callable[[], Mapping[str, int]]
    _without: float = 0.0  # seconds

    def check(self) -> None:
        """Raise ConnectionError after a while without workers: Dask itself would wait for ever."""
        self._without = 0.0 if self.workers() else self._without + POLL_SECONDS
        if self._without >= _SECONDS:
            raise ConnectionError("all its workers were lost")


def render_in_cluster(
    task: RenderTask, executor: str, people: Sequence[ContentFile], place: Place, report: Report
) -> Iterator[TaskResult]:
    """Render people in a cluster; yield each result, in arbitrary order. Problems get `place`.

    The scheduler gives a lost worker's chunks to another one. Raises ContentChangedError.
    """
    try:
        from distributed import Client, KilledWorker  # lazy: Dask is an optional package
        from distributed.comm import CommClosedError
    except ImportError:
        message = "a build in a cluster needs Dask, which is not installed"
        report.error("no-cluster", message, place, "install it: `pip install 'ambassador-pages[cluster]'`")
        return
    logging.disable(logging.CRITICAL)  # Dask's messages about lost and recovered workers would confuse users
    client = None
    try:
        client = Client(scheduler_of(executor), timeout=_SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=_SECONDS)
        chunks = chunks_of(people, sum(client.nthreads().values()))
        watch = _WorkerWatch(client.nthreads)
        # Not pure: a chunk depends on files, which may differ between two equal calls.
        yield from render_with_executor(task, chunks, client.get_executor(pure=False), [], watch.check)
    except ModuleNotFoundError as error:
        message = f"the cluster's workers lack a package: {error}"
        report.error("no-cluster", message, place, "install the same packages on every machine of the cluster")
    except KilledWorker:
        message = "several workers of the cluster stopped at the same people"
        report.error("worker-stopped", message, place, "build without `--executor` to see whose pages they are")
    except (OSError, CommClosedError, FutureCancelledError, CancelledError) as error:  # a TimeoutError is an OSError
        message = f"the cluster at `{executor}` cannot be used: {str(error) or 'it gave up'}"
        report.error(
            "no-cluster",
            message,
            place,
            "check that its scheduler and a worker run, and that this machine can reach them",
        )
    finally:
        if client is not None:
            with suppress(Exception):  # the scheduler may be gone
                client.close(timeout=_SECONDS)
        logging.disable(logging.NOTSET)
