"""One module per task of the shared bench: thin adapters from what memcon says to what the scorer reads."""
