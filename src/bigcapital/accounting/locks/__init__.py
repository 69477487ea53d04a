"""Locked dates: up to them the books are closed."""
