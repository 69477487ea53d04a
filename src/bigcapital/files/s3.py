"""Files in a bucket of a store that speaks S3's protocol: ``s3://key:secret@host/bucket?region=eu-central-1``, ``s3+http://`` without TLS.

The bucket is there already, and is this installation's alone. A name with a folder stands under the folder first, so that a
folder is swept without asking for every organization.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import BinaryIO, Final, cast
from urllib.parse import parse_qs, quote, unquote, urlsplit

import certifi
import urllib3
from minio import Minio
from minio.deleteobjects import DeleteObject
from minio.error import S3Error, ServerError

from bigcapital.errors import Failed
from bigcapital.files.stores import checked_name

_PART: Final = 10 * 1024 * 1024  # bytes that are sent at once
_PATIENCE: Final = urllib3.Timeout(connect=5, read=30)


class S3Files:
    """A ``FileStore`` in a bucket."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        self._bucket = parts.path.strip("/")
        secure = parts.scheme == "s3"
        self._client = Minio(
            parts.netloc.rpartition("@")[2],
            access_key=unquote(parts.username or "") or None,
            secret_key=unquote(parts.password or "") or None,
            secure=secure,
            region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
            http_client=urllib3.PoolManager(
                timeout=_PATIENCE, maxsize=10, retries=urllib3.Retry(3, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504)),
                cert_reqs="CERT_REQUIRED", ca_certs=os.environ.get("SSL_CERT_FILE") or certifi.where(),
            ),
        )  # fmt: skip

    def write(self, owner: str, name: str, content: BinaryIO) -> None:
        with _reached():
            self._client.put_object(self._bucket, _key(owner, name), content, length=-1, part_size=_PART)

    def open(self, owner: str, name: str) -> BinaryIO | None:
        with _reached():
            try:
                return cast(BinaryIO, self._client.get_object(self._bucket, _key(owner, name)))
            except S3Error as error:
                if error.code != "NoSuchKey":
                    raise
        return None

    def delete(self, owner: str, name: str) -> None:
        with _reached():
            self._client.remove_object(self._bucket, _key(owner, name))

    def sweep(self, folder: str, before: datetime) -> int:
        found = self._client.list_objects(self._bucket, prefix=f"{checked_name(folder)}/", recursive=True)
        old = [DeleteObject(cast(str, one.object_name)) for one in found if one.last_modified and one.last_modified < before]
        failed = list(self._client.remove_objects(self._bucket, old))
        return len(old) - len(failed)

    def link(self, owner: str, name: str, seconds: int, content_type: str, shown_name: str) -> str | None:
        shown: dict[str, str | list[str] | tuple[str]] = {
            "response-content-type": content_type,
            "response-content-disposition": f"attachment; filename*=UTF-8''{quote(shown_name, safe='')}",
        }
        lifetime = timedelta(seconds=seconds)
        return self._client.presigned_get_object(self._bucket, _key(owner, name), expires=lifetime, response_headers=shown)


@contextmanager
def _reached() -> Iterator[None]:
    """:raises Failed: 503, the store is away or refuses us."""
    try:
        yield
    except (urllib3.exceptions.HTTPError, S3Error, ServerError) as error:
        raise Failed(503, "Service Unavailable", "The store of files cannot be reached just now. Try again.", retry_after=5) from error


def _key(owner: str, name: str) -> str:
    folder, _, file = checked_name(name).rpartition("/")
    return f"{folder}/{checked_name(owner)}/{file}" if folder else f"{checked_name(owner)}/{file}"
