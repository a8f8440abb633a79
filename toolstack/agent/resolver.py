"""The file that says which name servers the host asks."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from toolstack.plan.hostnet import Dns

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> Dns:
    """Return what the file says; nothing when there is none."""
    servers: list[str] = []
    domains: list[str] = []
    try:
        lines = path.read_text(errors="replace").splitlines()
    except OSError:
        return Dns()
    for line in lines:
        words = line.split()
        if words[:1] == ["nameserver"]:
            servers += words[1:2]
        elif words[:1] in (["search"], ["domain"]):
            domains = words[1:]
    return Dns(servers=tuple(servers), domains=tuple(domains))


def write(path: Path, dns: Dns) -> str:
    """Replace the file and return why it could not be, or an empty text."""
    lines = [f"search {' '.join(dns.domains)}"] if dns.domains else []
    lines += [f"nameserver {server}" for server in dns.servers]
    text = "".join(f"{line}\n" for line in lines)
    draft = path.with_name(path.name + ".patchbay")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text)
        try:
            os.replace(draft, path)  # noqa: PTH105 - symmetric to the fallback
        except OSError as error:
            if error.errno != errno.EBUSY:
                raise
            draft.unlink()  # a file bound there by a mount can only be written in place
            path.write_text(text)
    except OSError as error:
        return f"cannot write {path}: {error.strerror}"
    return ""
