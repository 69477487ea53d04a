"""What commercial documents share: their header and lines, totals, states."""
