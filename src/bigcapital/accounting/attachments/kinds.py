"""What kind of file some bytes are, by the bytes alone; what somebody called them is never asked. Pure.

What a browser could run (HTML, SVG, scripts behind a text's name) and what a desktop could run is no kind that is known here.
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

_BEGINNINGS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_OFFICE: Final = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
_MOST_NAMES: Final = 10_000  # entries of an archive that are looked at
PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
INLINE: Final = PICTURES | {"application/pdf"}  # what browsers show without running anything of it in our name


def kind_of(content: bytes) -> str | None:
    """The media type of a file that may be attached; None for any other."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        return "image/avif" if content[8:12] == b"avif" else "image/heic"
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    return _text(content)


def _archive(content: bytes) -> str | None:
    """Only the names in it are read, nothing is unpacked."""
    if content[30:38] == b"mimetype" and content[38:].startswith(_OPEN_DOCUMENT):
        kind = content[38:120].split(b"PK")[0]
        return kind.decode("ascii", "replace") if kind.replace(b".", b"").replace(b"-", b"").replace(b"/", b"").isalnum() else None
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()[:_MOST_NAMES]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" in names and not any(name.endswith("vbaProject.bin") for name in names):
        return next((kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names)), None)
    return None


def _text(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        return None
    beginning = text.lstrip()[:2000].lower()
    if beginning.startswith("<?xml") and not any(tag in text.lower() for tag in ("<html", "<svg", "<script", "xhtml", "<?xml-stylesheet")):
        return "application/xml"
    return None if beginning.startswith(("<", "#!", "%!")) else "text/plain"
