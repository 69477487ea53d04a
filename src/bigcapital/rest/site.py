"""The built web app, served by the app server itself: hashed assets for a year, the page anew each time.

In production nginx serves these files; the answers are the same.
"""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from bigcapital.rest.errors import no_such_route
from bigcapital.rest.openapi import describe, write

_COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")
_NO_PAGES = {"api", "socket"}  # clients in the field poll /socket, and a page there would be taken for an answer
_LONGEST = 1000
_FOREVER = "public, max-age=31536000, immutable"


def is_api(request: Request) -> bool:
    """Whether the request needs a unit of work."""
    return bool(request.path_info.startswith("/api/"))


def built_app() -> Path | None:
    """The folder of the built web app: inside the package, or the checkout's."""
    for place in (Path(str(files("bigcapital"))) / "webapp", Path(__file__).parents[3] / "webapp" / "dist"):
        if (place / "index.html").is_file():
            return place
    return None


def not_found(error: HTTPNotFound, request: Request) -> Response:
    """A path that is no endpoint: a file of the web app, one of its pages, or nothing."""
    path = request.path_info
    if path.split("/", 2)[1] in _NO_PAGES or request.method not in {"GET", "HEAD"}:
        return no_such_route(request)
    if "\0" in path or len(path) > _LONGEST:  # no file can be called so
        return no_such_route(request)
    root: Path | None = request.registry["bigcapital.webapp"]
    if root is None:
        missing = Response("The web app is not built: run `npm run build` in webapp/.", content_type="text/plain")
        return no_such_route(request) if path != "/" else missing
    wanted = (root / path.lstrip("/")).resolve()
    if wanted.is_dir() and (wanted / "index.html").is_file():
        wanted /= "index.html"
    if not wanted.is_relative_to(root.resolve()) or not wanted.is_file():
        if "." in path.rsplit("/", 1)[-1] or path.startswith("/assets/"):  # a page there would be kept for a year
            return no_such_route(request)
        wanted = root / "index.html"
    return _file(request, wanted, forever=path.startswith("/assets/"))


def _file(request: Request, path: Path, *, forever: bool) -> Response:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind = "text/javascript" if kind == "application/javascript" else kind
    coding = _coding(request, path, kind)
    body, tag = _read(path, path.stat().st_mtime_ns, coding)
    response = Response(body, content_type=kind, charset="utf-8" if kind.startswith("text/") else None)
    response.vary = ["Accept-Encoding"]
    if coding:
        response.content_encoding = coding
    response.etag = tag
    response.headers["Cache-Control"] = _FOREVER if forever else "no-cache"
    response.conditional_response = True
    return response


def _coding(request: Request, path: Path, kind: str) -> str:
    """How the bytes travel: as the build compressed them beside the file, as gzip, or, unasked, as they are."""
    if not kind.startswith(_COMPRESSED) or "Accept-Encoding" not in request.headers:
        return ""
    accepted = {coding for coding, _ in request.accept_encoding.acceptable_offers(("br", "gzip"))}
    if "br" in accepted and _brotli(path).is_file():
        return "br"
    return "gzip" if "gzip" in accepted else ""


def _brotli(path: Path) -> Path:
    return path.with_name(f"{path.name}.br")


@lru_cache(maxsize=512)
def _read(path: Path, changed: int, coding: str) -> tuple[bytes, str]:
    body = (_brotli(path) if coding == "br" else path).read_bytes()
    return (gzip.compress(body, 9, mtime=0) if coding == "gzip" else body), f"{changed:x}-{len(body):x}-{coding or 'plain'}"


def openapi(request: Request) -> Response:
    """The API description of this very program."""
    registry = request.registry
    if "bigcapital.openapi" not in registry:
        description = describe(registry["bigcapital.endpoints"], registry["bigcapital.collections"], registry["bigcapital.version"])
        registry["bigcapital.openapi"] = write(description).encode()
    return Response(registry["bigcapital.openapi"], content_type="application/json", charset="utf-8")


def includeme(config: Configurator) -> None:
    config.registry["bigcapital.webapp"] = built_app()
    config.add_route("openapi", "/openapi.json")
    config.add_view(openapi, route_name="openapi", request_method="GET", permission=NO_PERMISSION_REQUIRED)
    config.add_notfound_view(not_found)
