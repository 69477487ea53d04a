"""Attached files in JSON."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bigcapital.rest.schema import Answer, Body, Id, Name


class AttachmentIn(Body):
    """A file that was uploaded before."""

    key: Annotated[Name, Field(max_length=64)]


# What a document's body says of its files; left out, it keeps those that it has.
Files = Annotated[list[AttachmentIn], Field(max_length=100)] | None


class FilesIn(Body):
    """The files that a document is to keep."""

    attachments: Annotated[list[AttachmentIn], Field(max_length=100)]


class LinkIn(Body):
    """The document to attach a file to, or to take it off."""

    model_ref: Annotated[Name, Field(max_length=64)]
    model_id: Id


class AttachmentOut(Answer):
    """A file: ``key`` is what documents name it by, ``mime_type`` what its content is."""

    id: int
    key: str
    mime_type: str
    size: int
    origin_name: str


class Said(Answer):
    """That it was done."""

    status: int
    message: str


class Uploaded(Said):
    """The file that was uploaded."""

    data: AttachmentOut


class Address(Answer):
    """Where the file can be fetched for some minutes, by whoever has the address."""

    presigned_url: str
