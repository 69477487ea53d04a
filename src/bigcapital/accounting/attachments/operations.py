"""What one can do to attached files, whoever asks, and how documents keep theirs (``Attached``)."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO, Final, Protocol

from sqlalchemy import bindparam, delete, exists, insert, select, update

from bigcapital import clock
from bigcapital.accounting.attachments.kinds import PICTURES, kind_of
from bigcapital.accounting.attachments.model import Attachment, AttachmentLink
from bigcapital.errors import DomainError, NotFound
from bigcapital.security.tokens import new_token
from bigcapital.tenancy.tenant import Tenant

FOLDER: Final = "attachments"  # among the tenant's files
_LARGEST_PICTURE: Final = 2 * 1024 * 1024  # bytes


class UploadFailed(DomainError):
    type = "FILE_UPLOAD_FAILED"


class KeysInvalid(DomainError):
    type = "DOCUMENT_KEYS_INVALID"


class RefInvalid(DomainError):
    type = "DOCUMENT_LINK_REF_INVALID"


class IdInvalid(DomainError):
    type = "DOCUMENT_LINK_ID_INVALID"


class AlreadyLinked(DomainError):
    type = "DOCUMENT_LINK_ALREADY_LINKED"


class Keyed(Protocol):
    """A file as a document's body names it."""

    @property
    def key(self) -> str: ...


_FILES: Any = Attachment.__table__
_LINKS: Any = AttachmentLink.__table__
_BY_KEYS = select(_FILES.c.id, _FILES.c.key).where(_FILES.c.key.in_(bindparam("keys", expanding=True)))
_LINKED = (
    select(_LINKS.c.model_id, _FILES.c.id, _FILES.c.key, _FILES.c.mime_type, _FILES.c.size, _FILES.c.origin_name)
    .join(_FILES, _FILES.c.id == _LINKS.c.attachment_id)
    .where(_LINKS.c.model_ref == bindparam("ref"), _LINKS.c.model_id.in_(bindparam("ids", expanding=True)))
    .order_by(_LINKS.c.id)
)
_UNLINK = delete(_LINKS).where(_LINKS.c.model_ref == bindparam("ref"), _LINKS.c.model_id == bindparam("id"))
_LINK = insert(_LINKS)
KINDS: Final[dict[str, Attached]] = {}
_KEEPERS: list[Callable[[Tenant], Collection[str]]] = []


@dataclass(frozen=True, slots=True)
class Attached:
    """The files of one kind of document, declared once (``ATTACHED = Attached("Journal", …)``), then a line in each operation.

    ``ref``: what links call it. ``subject``: whose right to edit is needed to unlink or delete them. ``by_hand``: whether
    files may be linked without writing the document.
    """

    ref: str
    model: Any
    subject: str
    by_hand: bool = False

    def __post_init__(self) -> None:
        KINDS[self.ref] = self

    def put(self, tenant: Tenant, id: int, files: Sequence[Keyed] | None, *, new: bool = False) -> None:
        """Have document ``id`` keep these files and no others; None leaves it those that it has. A ``new`` one has none yet.

        :raises KeysInvalid: there is no such file.
        """
        if files is None or (new and not files):
            return
        keys = list(dict.fromkeys(one.key for one in files))
        found = {row.key: row.id for row in tenant.connection.execute(_BY_KEYS, {"keys": keys})} if keys else {}
        missing = [key for key in keys if key not in found]
        if missing:
            raise KeysInvalid("Some of the attached files do not exist.", payload={"keys": missing})
        if not new:
            self.drop(tenant, id)
        if keys:
            row = {"model_ref": self.ref, "model_id": id, "created_at": clock.now()}
            tenant.connection.execute(_LINK, [{**row, "attachment_id": found[key]} for key in keys])
            tenant.mark_changed()

    def drop(self, tenant: Tenant, id: int) -> None:
        """Let the files of a document go that is deleted; what nothing has any more is swept away after a while (``sweep``)."""
        tenant.connection.execute(_UNLINK, {"ref": self.ref, "id": id})
        tenant.mark_changed()

    def of(self, tenant: Tenant, ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
        """The files of several documents, as they go out. One statement."""
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in tenant.connection.execute(_LINKED, {"ref": self.ref, "ids": list(ids)}).mappings() if ids else ():
            found[row["model_id"]].append({name: row[name] for name in ("id", "key", "mime_type", "size", "origin_name")})
        return found


def upload(tenant: Tenant, content: bytes, name: str) -> Attachment:
    """Keep a file. What kind it is, its content says; its name is only shown again.

    :raises UploadFailed: it is empty, or no kind that may be attached.
    """
    if not content:
        raise UploadFailed("The file is empty.")
    kind = kind_of(content)
    if kind is None:
        raise UploadFailed("Attach a PDF, a picture, a text, a table or an office document.")
    key = new_token()
    tenant.files.write(place_of(key), io.BytesIO(content))
    _afterwards(tenant, key, committed=False)
    row = Attachment(key=key, mime_type=kind, size=len(content), origin_name=shown_name(name), user_id=tenant.user_id)
    tenant.session.add(row)
    tenant.session.flush()
    return row


def find(tenant: Tenant, key: str) -> Attachment:
    """The file of this key.

    :raises NotFound: there is none.
    """
    row = tenant.session.scalar(select(Attachment).where(Attachment.key == key))
    if row is None:
        raise NotFound
    return row


def open_file(tenant: Tenant, row: Attachment) -> BinaryIO:
    """Its bytes, to be closed by the caller."""
    file: BinaryIO | None = tenant.files.open(place_of(row.key))
    if file is None:
        raise NotFound
    return file


def link_of(tenant: Tenant, row: Attachment, seconds: int) -> str | None:
    """The store's own address of it for so long; None where the store has none to give."""
    address: str | None = tenant.files.link(place_of(row.key), seconds, row.mime_type, row.origin_name)
    return address


def subjects_of(tenant: Tenant, row: Attachment) -> set[str]:
    """The subjects of the documents that it is attached to."""
    refs = tenant.session.scalars(select(AttachmentLink.model_ref).where(AttachmentLink.attachment_id == row.id).distinct())
    return {KINDS[ref].subject for ref in refs if ref in KINDS}


def remove(tenant: Tenant, row: Attachment) -> None:
    """Delete a file, and its places in documents; its bytes go once that is committed."""
    tenant.session.execute(delete(AttachmentLink).where(AttachmentLink.attachment_id == row.id))
    tenant.session.delete(row)
    tenant.session.flush()
    _afterwards(tenant, row.key, committed=True)


def keeps(function: Callable[[Tenant], Collection[str]]) -> Callable[[Tenant], Collection[str]]:
    """The decorated function names the keys of files that are in use without a link, such as a logo."""
    if function not in _KEEPERS:
        _KEEPERS.append(function)
    return function


def sweep(tenant: Tenant, days: int) -> int:
    """Delete the files that nothing has had for so many days; how many.

    When something let a file go is not noted where that happens: each sweep notes what it finds so for the first time.
    """
    now, used = clock.now(), {key for keeper in _KEEPERS for key in keeper(tenant)}
    free = _FILES.c.key.not_in(used) & ~exists().where(_LINKS.c.attachment_id == _FILES.c.id)
    tenant.session.execute(update(_FILES).where(~free, _FILES.c.loose_since.is_not(None)).values(loose_since=None))
    tenant.session.execute(update(_FILES).where(free, _FILES.c.loose_since.is_(None)).values(loose_since=now))
    tenant.mark_changed()
    gone = tenant.session.scalars(select(Attachment).where(free, Attachment.loose_since <= now - timedelta(days=days))).all()
    for row in gone:
        remove(tenant, row)
    return len(gone)


def kind_by_hand(ref: str) -> Attached:
    """The kind of document that files may be linked to one by one.

    :raises RefInvalid: it is none.
    """
    kind = KINDS.get(ref)
    if kind is None or not kind.by_hand:
        raise RefInvalid(f"Nothing can be linked to {ref[:64]}.")
    return kind


def link(tenant: Tenant, row: Attachment, kind: Attached, id: int) -> None:
    """Attach a file to a document that is there.

    :raises IdInvalid: there is no such document.
    :raises AlreadyLinked: it has the file.
    """
    if tenant.session.get(kind.model, id) is None:
        raise IdInvalid("There is no such document.")
    if _place_in(tenant, row, kind, id) is not None:
        raise AlreadyLinked("The file is attached to the document already.")
    tenant.session.add(AttachmentLink(attachment_id=row.id, model_ref=kind.ref, model_id=id))
    tenant.session.flush()


def unlink(tenant: Tenant, row: Attachment, kind: Attached, id: int) -> None:
    """Take a file off a document.

    :raises IdInvalid: the document does not have it.
    """
    found = _place_in(tenant, row, kind, id)
    if found is None:
        raise IdInvalid("The file is not attached to the document.")
    tenant.session.delete(found)
    tenant.session.flush()


def _place_in(tenant: Tenant, row: Attachment, kind: Attached, id: int) -> AttachmentLink | None:
    wanted = select(AttachmentLink).where(
        AttachmentLink.attachment_id == row.id, AttachmentLink.model_ref == kind.ref, AttachmentLink.model_id == id
    )
    return tenant.session.scalar(wanted)


def shown_name(name: str) -> str:
    """What a file was called, without folders and without what a screen or a header could trip over."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(letter for letter in last if letter.isprintable() and letter not in '"<>|:*?').strip(" .")
    return plain[-255:] or "file"


def place_of(key: str) -> str:
    """What a file is called among the tenant's."""
    return f"{FOLDER}/{key}"


def _afterwards(tenant: Tenant, key: str, *, committed: bool) -> None:
    """Remove the bytes once the unit of work has ended, committed or not."""
    files = tenant.files

    def after(success: bool) -> None:
        if success is committed:
            files.delete(place_of(key))

    transaction = tenant.tm.get()
    transaction.addAfterCommitHook(after)
    if not committed:
        transaction.addAfterAbortHook(lambda: files.delete(place_of(key)))


def pictures(tenant: Tenant, keys: Iterable[str]) -> dict[str, tuple[str, bytes]]:
    """Key → (media type, bytes) of those files that are pictures of this tenant, small enough to stand in a page."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, tuple[str, bytes]] = {}
    for row in tenant.session.scalars(select(Attachment).where(Attachment.key.in_(wanted))) if wanted else ():
        if row.mime_type in PICTURES and row.size <= _LARGEST_PICTURE:
            with open_file(tenant, row) as file:
                found[row.key] = (row.mime_type, file.read())
    return found
