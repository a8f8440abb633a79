"""Files of a web interface, read once at start."""

from __future__ import annotations

import asyncio
import mimetypes
from typing import TYPE_CHECKING
from urllib.parse import unquote

from toolstack.server.message import CORS, Response, page

if TYPE_CHECKING:
    from pathlib import Path

    from toolstack.server.message import Request

WELCOME = (
    b"<!doctype html><html><head><title>Patchbay</title></head><body><h1>Patchbay</h1>"
    b"<p>This host speaks XenAPI: XML-RPC at <code>/</code>, JSON-RPC at <code>/jsonrpc</code>.</p></body></html>"
)


class Files:
    """Serves the files below a directory, or a page that says what this is."""

    def __init__(self, root: Path | None) -> None:
        self._root = root.resolve() if root is not None else None

    async def get(self, request: Request) -> Response:
        """Answer a GET or HEAD."""
        if self._root is None:
            return Response(WELCOME) if request.path == "/" else page(404)
        return await asyncio.to_thread(self._read, self._root, request.path)

    @staticmethod
    def _read(root: Path, path: str) -> Response:
        try:
            wanted = (root / unquote(path).lstrip("/")).resolve()
            if not wanted.is_relative_to(root):
                return page(404)
            if wanted.is_dir():
                wanted /= "index.html"
            body = wanted.read_bytes()
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return page(404)
        kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
        return Response(body, kind.encode(), headers=CORS)
