"""The composition of all rooms into one process, by hand, top to bottom."""
