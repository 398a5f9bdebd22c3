"""What differs by language: its words as data, and how dates, numbers and sentences are read."""
