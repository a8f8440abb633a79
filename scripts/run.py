"""Start a lab host, say how to talk to it, and stay until interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from toolstack.lab import life
from toolstack.lab.fabric import LabError

WELCOME = """
A single-host pool is running.

  XenAPI       https://{address}   (also http://{address}; certificate is self-signed)
  Unix socket  {socket}   (root needs no password)
  user         {user}
  password     {password}

Try next, in another terminal:

  make tour                                     VLANs, a bond, a guest, real packets: the whole story
  .venv/bin/toolstack-lab exec h1 --name {lab} -- ovs-vsctl show
  .venv/bin/toolstack-lab exec h1 --name {lab} -- toolstackctl doctor
  .venv/bin/python -c "
import XenAPI
s = XenAPI.Session('https://{address}', ignore_ssl=True)
s.login_with_password('{user}', '{password}')
for pif in s.xenapi.PIF.get_all_records().values(): print(pif['device'], pif['MAC'], pif['IP'])"

Ctrl-C ends everything and leaves nothing behind.
"""


def main() -> int:
    """Run until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", default="lab")
    parser.add_argument("--hosts", type=int, default=1)
    parser.add_argument("--nics", type=int, default=4)
    options = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    try:
        lab = life.up(options.name, options.hosts, options.nics)
    except LabError as error:
        print(f"cannot start: {error}", file=sys.stderr)
        return 1
    try:
        host = lab.hosts[0]
        print(
            WELCOME.format(
                address=host.address, socket=host.socket, user=host.user, password=host.password, lab=lab.name
            ),
            flush=True,
        )
        stop.wait()
    finally:
        life.down(lab.name)
    print("Gone.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
