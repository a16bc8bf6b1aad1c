"""Connections to servers: each name is resolved once, to an address that the gate permits, and then reused."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPException

from urllib3 import HTTPSConnectionPool, Retry, Timeout
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse

import generator
from generator.fetching.address import FetchError, PictureAddress
from generator.fetching.gate import Gate

_SECONDS = 10.0
"""Seconds for a connection, and for each read or write on it."""
_MOST_MACHINES = 4  # of one host
LATER = "run the import again later; pictures that are here already are not fetched again"
_AGENT = f"ambassador-pages/{generator.__version__} (import --fetch-images)"


class Servers:
    """One pool of connections per machine. A name is resolved once, so the checked address is the one contacted."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._context = gate.context()
        self._pools: dict[tuple[str, int], list[HTTPSConnectionPool]] = {}
        self._host_locks: dict[tuple[str, int], threading.Lock] = {}
        self._lock = threading.Lock()

    def ask(self, address: PictureAddress) -> BaseHTTPResponse:
        """Request a picture from the first machine of its host that answers; the body is not read yet.

        Raise FetchError.
        """
        pools = self._find(address)
        for pool in list(pools):
            try:
                return self._get(pool, address)
            except FetchError as error:
                if not error.host_is_down or len(pools) == 1:
                    raise
                with self._lock:  # the next pictures skip a machine that did not answer
                    if pool in pools and len(pools) > 1:
                        pools.remove(pool)
        raise FetchError("the server cannot be reached", LATER, host_is_down=True)

    def _find(self, address: PictureAddress) -> list[HTTPSConnectionPool]:
        key = (address.host, address.port)
        with self._lock:
            host_lock = self._host_locks.setdefault(key, threading.Lock())
        with host_lock:
            if key not in self._pools:
                self._pools[key] = self._open_pools(address)
            return self._pools[key]

    def _open_pools(self, address: PictureAddress) -> list[HTTPSConnectionPool]:
        return [
            HTTPSConnectionPool(
                machine,
                address.port,
                maxsize=2,
                timeout=Timeout(connect=_SECONDS, read=_SECONDS),
                retries=Retry(0, redirect=False),
                ssl_context=self._context,
                server_hostname=address.host,
                assert_hostname=address.host,
            )
            for machine in self._machines(address)
        ]

    def close(self) -> None:
        """Close every idle connection."""
        for pools in self._pools.values():
            for pool in pools:
                pool.close()

    def _machines(self, address: PictureAddress) -> Iterator[str]:
        """Yield the permitted numeric addresses of a host."""
        try:
            answers = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            hint = "check the spelling of the address, and the network; then import again"
            raise FetchError(f"no host {address.host[:80]} is found", hint, again=True, host_is_down=True) from None
        machines = list(dict.fromkeys(str(where[0]) for *_, where in answers))
        permitted_machines = [machine for machine in machines if self._gate.permits(machine)]
        if not permitted_machines:
            where = str(ipaddress.ip_address(machines[0].partition("%")[0])) if machines else "nowhere"
            hint = "only pictures on public servers are fetched; copy this one into a folder, and give --images DIR"
            raise FetchError(f"{address.host[:80]} is {where}, an address inside a network", hint)
        yield from permitted_machines[:_MOST_MACHINES]

    def _get(self, pool: HTTPSConnectionPool, address: PictureAddress) -> BaseHTTPResponse:
        headers = {
            "Host": address.host_and_port,
            "User-Agent": _AGENT,
            "Accept": "image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8",
            "Accept-Encoding": "identity",
        }
        try:
            return pool.urlopen(
                "GET", address.path, headers=headers, redirect=False, preload_content=False, decode_content=False
            )
        except (HTTPError, HTTPException) as error:
            raise reason_of(error) from None


def reason_of(error: Exception) -> FetchError:
    """Return the FetchError that describes a connection failure."""
    cause = getattr(error, "reason", None) or error
    if isinstance(cause, SSLError):
        hint = "check the shop's certificate (and those that this machine trusts: SSL_CERT_FILE)"
        return FetchError("the server's certificate is not valid for it", hint, host_is_down=True)
    if isinstance(cause, (NewConnectionError, ConnectTimeoutError)):
        return FetchError("the server cannot be reached", LATER, again=True, host_is_down=True)
    if isinstance(cause, ReadTimeoutError):
        return FetchError("the server stopped answering", LATER, again=True)
    if isinstance(cause, ProtocolError):
        return FetchError("the connection was lost", LATER, again=True)
    return FetchError("the server's answer cannot be read", LATER)
