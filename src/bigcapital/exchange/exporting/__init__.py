"""Lists as files. A collection takes part by ``exchanged``."""
