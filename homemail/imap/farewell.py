"""The one way to end a session that is neither the client's LOGOUT nor its loss."""


class Farewell(Exception):
    """The server ends the session with an untagged BYE; its text is for the client."""
