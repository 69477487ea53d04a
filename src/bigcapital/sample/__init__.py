"""A small company's books, to try the product with: a studio that sells designs and prints, its last twelve months."""
