"""Links by which anybody who has one sees one invoice."""
