"""What a page that we made may do in a browser: look as its own style says, and nothing else."""

from __future__ import annotations

import base64
import re
from hashlib import sha256

_STYLE = re.compile(rb"<style>(.*?)</style>", re.S)


def page_policy(page: bytes, *, pictures: bool = False) -> str:
    """The Content-Security-Policy of a whole page: no script, nothing fetched or sent; ``pictures``: those that stand in it are shown."""
    styles = " ".join(f"'sha256-{base64.b64encode(sha256(style).digest()).decode()}'" for style in _STYLE.findall(page)) or "'none'"
    shown = "img-src data:; " if pictures else ""
    return f"default-src 'none'; {shown}style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
