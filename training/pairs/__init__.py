"""Training of what compares pairs: mentions, documents, answers."""
