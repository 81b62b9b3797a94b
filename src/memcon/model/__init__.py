"""The room of values: what the other rooms pass to one another, and the data that rules stand in."""
