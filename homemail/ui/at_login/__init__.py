"""Starting with the session: one file for each platform's way of it, and `item.py`, which knows where we are."""
