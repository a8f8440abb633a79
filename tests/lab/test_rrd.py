"""Performance data of a real host: its counters move when packets do."""

from __future__ import annotations

import base64
import json
import math
import os
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.support.lab_site import Host, site

pytestmark = [pytest.mark.lab, pytest.mark.timeout(180)]


def updates(host: Host, start: int) -> dict[str, list[float]]:
    """Return what /rrd_updates tells of the host since a moment: averages by name, newest first."""
    url = f"http://{host.entry.address}/rrd_updates?start={start}&cf=AVERAGE&host=true&json=true"
    request = urllib.request.Request(url)
    credentials = f"{host.entry.user}:{host.entry.password}".encode()
    request.add_header("Authorization", f"Basic {base64.b64encode(credentials).decode()}")
    with urllib.request.urlopen(request, timeout=20) as answer:
        document: dict[str, Any] = json.load(answer)
    names = [entry.split(":")[3] for entry in document["meta"]["legend"] if entry.startswith("AVERAGE:host:")]
    return {name: [float(row["values"][i]) for row in document["data"]] for i, name in enumerate(names)}


def test_counters_of_a_nic_and_of_the_host_are_real() -> None:
    with site(f"rr{os.getpid() % 1000}", nics=1) as made:
        host, started = made.host, int(time.time())
        ping = ["ping", "-q", "-c", "20", "-i", "0.1", "-s", "1000", host.entry.address]
        for _ in range(15):  # a sample is taken every 5 s
            subprocess.run(ping, check=True, stdout=subprocess.DEVNULL)
            found = updates(host, started)
            rates = [rate for rate in found.get("pif_eth0_rx", []) if math.isfinite(rate)]
            if rates and max(rates) > 2000:
                break
        assert max(rates) > 2000, "bytes per second, of 10 pings of 1,042 bytes each"
        assert any(math.isfinite(rate) and rate > 2000 for rate in found["pif_eth0_tx"])
        total = max(value for value in found["memory_total_kib"] if math.isfinite(value))
        assert total == int(Path("/proc/meminfo").read_text().split()[1])
