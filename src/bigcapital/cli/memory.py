"""How a process of ours keeps its memory."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # malloc.h


def settle_memory() -> None:
    """Look for circular garbage seldom, and never among what stays for good; give the room of large answers back at once.

    A report of a hundred thousand rows makes millions of objects and no cycles: Python's usual settings walk through all of
    them again and again, which took half of its time, and a fifth of the proof of a chain. And glibc, once it has freed a
    piece of some megabytes, would keep the next ones of that size, for each thread.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    with suppress(OSError, AttributeError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, 1 << 20)
        mallopt(_M_ARENA_MAX, 2)
