"""The desktop app: a window that shows mail flow and changes what the house decides, through control alone."""
