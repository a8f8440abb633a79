"""Stopping and starting this host's daemons: by systemd, or in a lab by its command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from toolstack.settings import Settings

UNITS: Final = ("toolstack-agent.service", "toolstackd.service")


class ServiceError(Exception):
    """A daemon could not be stopped or started; the text says why."""


class Machine:
    """This host as something that is started and stopped."""

    def __init__(self, settings: Settings) -> None:
        root = Path(settings.paths.root)
        in_lab = bool(settings.paths.root) and (root.parent / "lab.json").is_file()
        self._lab = [str(Path(sys.executable).parent / "toolstack-lab")] if in_lab else []
        self._words = [root.name, "--name", root.parent.name] if in_lab else []

    def stop(self) -> None:
        """End server and agent."""
        self._run([*self._lab, "stop", *self._words] if self._lab else ["systemctl", "stop", *reversed(UNITS)])

    def restart(self) -> None:
        """End server and agent if they run, and start them."""
        self._run([*self._lab, "restart", *self._words] if self._lab else ["systemctl", "restart", *UNITS])

    def reboot(self) -> None:
        """Start the machine anew at once; in a lab that is Open vSwitch and the daemons."""
        self._run([*self._lab, "restart", *self._words, "--ovs"] if self._lab else ["systemctl", "reboot", "--force"])

    def _run(self, command: list[str]) -> None:
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True)
        except OSError as error:
            raise ServiceError(f"{command[0]} cannot be run: {error.strerror}") from error
        if done.returncode:
            raise ServiceError(f"{' '.join(command)}: {done.stderr.strip() or f'exit status {done.returncode}'}")
