"""What statements do by the codebook, which deeds and which numbers an article reports."""
