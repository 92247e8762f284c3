"""The demo: a household with its mail, a pretend Internet on loopback, and mail that flows; thrown away at the end."""
