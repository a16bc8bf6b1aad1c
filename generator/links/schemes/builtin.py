"""Built-in link schemes, read from `generator/networks/`."""

from __future__ import annotations

import re
from functools import cache

import yaml

from generator.links.errors import LinkError
from generator.models.network import Network
from generator.problems import did_you_mean
from generator.registry import data_folder

_HOSTS = re.compile(r"^hosts: \[(.+)\]$", re.MULTILINE)
# The base loader keeps every scalar as text; the C version is faster, but optional.
_LOADER: type[yaml.BaseLoader | yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def builtin_names() -> tuple[str, ...]:
    """Return the names of the built-in schemes, sorted."""
    return tuple(sorted(path.stem for path in data_folder("networks").glob("*.yaml")))


@cache
def load_builtin(name: str) -> Network:
    """Return a built-in scheme; raises LinkError `unknown-network`."""
    if name not in builtin_names():
        raise LinkError(
            "unknown-network",
            f"no link scheme is called `{name[:60]}`",
            did_you_mean(
                name,
                builtin_names(),
                "`ambassador explain unknown-network` lists them; put your own into content/networks/",
            ),
        )
    return Network.model_validate(yaml.load(_text(name), Loader=_LOADER))  # noqa: S506 (a base loader makes only text)


@cache
def network_hosts() -> tuple[str, ...]:
    """Return every host of a network: a link to one of them is an affiliate link already."""
    # Reads one line of each file: parsing all fifty schemes, of which a site uses one, takes ten times as long.
    host_lists = [hosts for name in builtin_names() for hosts in _HOSTS.findall(_text(name))]
    return tuple(sorted({host.strip() for hosts in host_lists for host in hosts.split(",")}))


def _text(name: str) -> str:
    return (data_folder("networks") / f"{name}.yaml").read_text(encoding="utf-8")
