"""What keeps a token from being taken."""


class TokenRefused(Exception):
    """It is none of the issuer's, or not for us, or not for now. The text is for the log, and quotes nothing of it."""


class CannotJudge(Exception):
    """The issuer's keys cannot be had now, so that nobody knows."""
