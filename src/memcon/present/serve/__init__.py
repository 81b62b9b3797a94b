"""The desk: a dossier looked at, searched and corrected in a browser, on loopback alone."""
