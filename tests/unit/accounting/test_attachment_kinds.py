"""What a file is, its bytes say."""

from __future__ import annotations

import io
import zipfile

import pytest

from bigcapital.accounting.attachments.kinds import kind_of
from bigcapital.accounting.attachments.operations import shown_name


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    "content, kind",
    [
        (b"%PDF-1.7\n...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        ("date,amount\n2026-01-31,“10”\n".encode(), "text/plain"),
        (b'<?xml version="1.0"?><Invoice xmlns="urn:oasis"/>', "application/xml"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_what_people_attach_is_known_by_its_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"  <!DOCTYPE html><p>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><?xml-stylesheet href='evil.xsl'?><a/>",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02",
        b"#!/bin/sh\nrm -rf /",
        b"\x00\x01\x02\x03",
        archive("run.exe"),
        archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
        b"PK\x03\x04 and then nothing",
    ],
)
def test_what_could_run_somewhere_is_no_kind_that_is_known(content: bytes) -> None:
    assert kind_of(content) is None


@pytest.mark.parametrize(
    "given, shown",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\bill.pdf", "bill.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("فاتورة.pdf", "فاتورة.pdf"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_a_name_is_only_shown_and_harms_nobody(given: str, shown: str) -> None:
    assert shown_name(given) == shown
