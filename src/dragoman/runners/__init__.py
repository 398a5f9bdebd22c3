"""How documents are read and kept: in this process, or on all cores with workers that may die."""
