"""From corpora to the weights that Dragoman ships. Imports dragoman, never the reverse."""
