"""The room of other programs: events out and in, in the columns and calendars that they read."""
