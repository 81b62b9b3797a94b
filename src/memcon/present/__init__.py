"""The room that prints: command line, terminal, page."""
