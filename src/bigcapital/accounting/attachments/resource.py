"""``/api/attachments``: files that people attach to documents; ``/api/files``: the same by an address that is signed for minutes.

A key is 256 random bits and is shown with the documents that have the file, so whoever may see those may fetch it; to take it
off them needs the right to edit them.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from pyramid.response import Response

from bigcapital import clock
from bigcapital.accounting.attachments import operations
from bigcapital.accounting.attachments.kinds import INLINE
from bigcapital.accounting.attachments.model import Attachment
from bigcapital.accounting.attachments.operations import Attached
from bigcapital.accounting.attachments.schema import Address, AttachmentOut, FilesIn, LinkIn, Said, Uploaded
from bigcapital.errors import Forbidden, NotFound
from bigcapital.rest import Collection, Trait, action, collection
from bigcapital.rest.declare import Action
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import Tenant

GOOD_FOR: Final = 300  # seconds that a signed address lives
_SIGNED: Final = 32  # bytes of a signature


@dataclass(frozen=True)
class WithFiles(Trait):
    """``PUT :id/attachments`` of a kind of document: its files, without the document, which posts nothing anew."""

    kind: Attached

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        assert declared.item is not None
        yield Action(declared.item, "attachments", "PUT", self._keep, "Edit", {"body": FilesIn, "answer": list[AttachmentOut]})

    @property
    def _keep(self) -> Any:
        kind = self.kind

        def keep_files(document: Any, data: FilesIn) -> list[dict[str, Any]]:
            """Have the document keep these files and no others."""
            kind.put(document.tenant, document.id, data.attachments)
            return kind.of(document.tenant, [document.id])[document.id]

        return keep_files


@collection("attachments", access="member")
class Attachments(Collection):
    """Files that people attach to documents."""


@action(Attachments, "", method="POST", status=200, answer=Uploaded, multipart=True)
def upload(attachments: Attachments) -> dict[str, Any]:
    """Upload a file (``file`` of a multipart form), to be named by documents: a PDF, picture, text, table or office document."""
    content, name = _uploaded(attachments)
    row = operations.upload(attachments.tenant, content, name)
    return {"status": 200, "message": "The file has been uploaded.", "data": _shown(row)}


@action(Attachments, ":key", method="GET", accepts=("application/octet-stream",))
def show(attachments: Attachments, key: str) -> Response:
    """The file."""
    row = operations.find(attachments.tenant, key)
    return sent(row, operations.open_file(attachments.tenant, row))


@action(Attachments, ":key", method="DELETE", answer=Said)
def delete(attachments: Attachments, key: str) -> dict[str, Any]:
    """Delete the file, also from the documents that have it."""
    row = operations.find(attachments.tenant, key)
    for subject in operations.subjects_of(attachments.tenant, row):
        _check_may_edit(attachments, subject)
    operations.remove(attachments.tenant, row)
    return {"status": 200, "message": "The file has been deleted."}


@action(Attachments, ":key/link", body=LinkIn, answer=Said)
def link(attachments: Attachments, data: LinkIn, key: str) -> dict[str, Any]:
    """Attach the file to an invoice that is there."""
    kind = operations.kind_by_hand(data.model_ref)
    _check_may_edit(attachments, kind.subject)
    operations.link(attachments.tenant, operations.find(attachments.tenant, key), kind, data.model_id)
    return {"status": 200, "message": "The file has been attached."}


@action(Attachments, ":key/unlink", body=LinkIn, answer=Said)
def unlink(attachments: Attachments, data: LinkIn, key: str) -> dict[str, Any]:
    """Take the file off an invoice."""
    kind = operations.kind_by_hand(data.model_ref)
    _check_may_edit(attachments, kind.subject)
    operations.unlink(attachments.tenant, operations.find(attachments.tenant, key), kind, data.model_id)
    return {"status": 200, "message": "The file is attached no more."}


@action(Attachments, ":key/presigned-url", method="GET", answer=Address)
def presigned_url(attachments: Attachments, key: str) -> dict[str, Any]:
    """An address that needs no sign-in and lives for five minutes: the store's own, or ours where files are on this machine."""
    tenant = attachments.tenant
    row = operations.find(tenant, key)
    address = operations.link_of(tenant, row, GOOD_FOR)
    if address is None:
        address = f"{tenant.installation.settings.public_url}/api/files/{signed(tenant, row.key)}"
    return {"presigned_url": address}


@collection("files", root=True)
class SignedFiles(Collection):
    """Files by addresses that were signed for minutes."""


@action(SignedFiles, ":token", method="GET", access="public", accepts=("application/octet-stream",))
def fetch(files: SignedFiles, token: str) -> Response:
    """The file that the address was made for, while it lives."""
    installation: Installation = files.request.installation
    tenant_id, key = _unsigned(installation, token)
    record = installation.directory.record(tenant_id)
    if record is None or not record.ready:
        raise NotFound
    tenant = installation.open_tenant(record, files.request.tm, writer=False)
    row = operations.find(tenant, key)
    return sent(row, operations.open_file(tenant, row))


def signed(tenant: Tenant, key: str) -> str:
    """``tenant.until.key`` and a signature that only this installation can make, in the letters of an address."""
    until = int(clock.now().timestamp()) + GOOD_FOR
    said = f"{tenant.id}.{until}.{key}"
    signature = tenant.installation.settings.derive("file address", said)[:_SIGNED]
    return urlsafe_b64encode(said.encode() + signature).decode().rstrip("=")


def _unsigned(installation: Installation, token: str) -> tuple[int, str]:
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        said, signature = raw[:-_SIGNED].decode(), raw[-_SIGNED:]
    except ValueError:
        raise NotFound from None
    if not compare_digest(signature, installation.settings.derive("file address", said)[:_SIGNED]):
        raise NotFound
    tenant_id, until, key = said.split(".")
    if int(until) < clock.now().timestamp():
        raise NotFound("The address has run out.")
    return int(tenant_id), key


def sent(row: Attachment, file: BinaryIO) -> Response:
    """The file as an answer: nothing in it can run in our name."""
    response = Response(content_type=row.mime_type, charset="utf-8" if row.mime_type == "text/plain" else None)
    how = "inline" if row.mime_type in INLINE else "attachment"
    plain = row.origin_name.encode("ascii", "replace").decode().replace("?", "_").replace("\\", "_").replace('"', "_")
    response.headers["Content-Disposition"] = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(row.origin_name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.app_iter = _pieces(file)
    response.content_length = row.size
    return response


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(1 << 16):
            yield piece


def _uploaded(attachments: Attachments) -> tuple[bytes, str]:
    request = attachments.request
    try:
        part: Any = request.POST.get("file") if request.content_type == "multipart/form-data" else None
    except (ValueError, UnicodeDecodeError):
        part = None
    if not hasattr(part, "file"):
        raise operations.UploadFailed("Send the file as `file` of a multipart form.")
    part.file.seek(0)  # an earlier try of this request may have read it
    return part.file.read(), str(part.filename or "")


def _shown(row: Attachment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in AttachmentOut.model_fields}


def _check_may_edit(attachments: Attachments, subject: str) -> None:
    """:raises Forbidden: the caller may not edit documents of that kind."""
    if not attachments.request.has_permission(f"{subject}:Edit"):
        raise Forbidden(f"You may not edit documents of this kind ({subject}).")
