"""The store: a dossier as one SQLite file. It knows the values of ``model`` and nothing of how reports are read."""
