"""The pure core of the books: arithmetic on values, without a database, a clock or the web."""
