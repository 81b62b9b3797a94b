"""The room of other programs: events out and in, in the columns that they read."""
