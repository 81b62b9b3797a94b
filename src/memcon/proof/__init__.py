"""The room that reads a draft against the record: what is supported, and what says more than its source."""
