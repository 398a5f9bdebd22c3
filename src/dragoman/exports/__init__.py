"""Results in the formats that other programs read: one format a file."""
