"""The room of the coder: events of single reports as rows, for those who count them."""
