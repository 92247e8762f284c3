"""The crash drill: an engine of its own is killed under load, and what it had promised is counted."""
