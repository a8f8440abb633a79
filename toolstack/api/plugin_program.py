"""Runs a plugin that is an entry point, in a process of its own: ``python -m toolstack.api.plugin_program NAME XML``.

It writes the XML of the answer to standard output.  An :class:`~toolstack.datamodel.error.ApiError` that the function
raises is the answer; any other exception is shown on standard error, and ends the process with status 1.
"""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from toolstack.datamodel.error import ApiError
from toolstack.datamodel.types import ANY
from toolstack.wire import xmlrpc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

GROUP = "patchbay.plugins"


def main(argv: list[str]) -> bytes:
    """Return the answer of the entry point ``argv[0]`` to the call ``argv[1]``."""
    name, text = argv
    function, (session, arguments) = xmlrpc.parse(text.encode())
    (entry,) = (each for each in entry_points(group=GROUP) if each.name == name)
    functions: Mapping[str, Callable[[str, dict[str, str]], Any]] = entry.load()
    if function not in functions:
        return xmlrpc.encode_failure(["UNKNOWN_XENAPI_PLUGIN_FUNCTION", function])
    try:
        return xmlrpc.encode_success(functions[function](session, arguments), ANY)
    except ApiError as error:
        return xmlrpc.encode_failure(error.description)


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1:]))
