"""Files of tenants: written whole or not at all, read by their own tenant, swept when they were made to pass."""

from bigcapital.files.stores import PASSING, DiskFiles, Files, FileStore, MemoryFiles, open_files

__all__ = ["PASSING", "DiskFiles", "FileStore", "Files", "MemoryFiles", "open_files"]
