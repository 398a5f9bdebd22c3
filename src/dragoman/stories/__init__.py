"""What several articles tell together: which sayings are one utterance, which articles one story, what changed."""
