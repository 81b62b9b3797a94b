"""The room that looks over time: relations between states, the agenda, and what to watch."""
