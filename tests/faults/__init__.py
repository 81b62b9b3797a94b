"""Bundles with planted faults, and what a memorandum must say of each."""
