"""Fetch what the tests run of Ansible: its XenServer modules and what those import, from the published wheels.

Ansible installs tens of thousands of files, of which the modules need a few dozen.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "tests" / "clients" / ".ansible"
WANTED = {
    "ansible-core==2.18.11": ("ansible/__init__.py", "ansible/release.py", "ansible/_vendor/", "ansible/module_utils/"),
    "ansible==11.13.0": (
        "ansible_collections/community/general/plugins/module_utils/xenserver.py",
        "ansible_collections/community/general/plugins/modules/xenserver_",
    ),
}
"""Files by the beginnings of their names, of distributions."""


def main() -> int:
    """Fetch what is not there yet."""
    stamp = TARGET / "versions"
    versions = repr(WANTED)
    if stamp.exists() and stamp.read_text() == versions:
        return 0
    shutil.rmtree(TARGET, ignore_errors=True)
    with tempfile.TemporaryDirectory() as directory:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, "--no-deps", "--only-binary", ":all:", "--dest", directory, *WANTED], check=True)
        for wheel in Path(directory).glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(TARGET, [name for name in archive.namelist() if _is_wanted(name)])
    stamp.write_text(versions)
    return 0


def _is_wanted(name: str) -> bool:
    return any(name.startswith(beginning) for beginnings in WANTED.values() for beginning in beginnings)


if __name__ == "__main__":
    sys.exit(main())
