"""Passwords as the command line takes them: from a terminal without echo, or from stdin; never from an argument."""

import getpass
import sys

from homemail.control.errors import Kind, Refused
from homemail.mail.sentence import Sentence
from homemail.speech.language import tr


def read_secret(prompt: str, *, stdin: bool, twice: bool = False) -> str:
    """One line. From stdin the line end is not part of it; at a terminal a new password is asked for twice."""
    if stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    secret = getpass.getpass(tr("{prompt}: ", prompt=prompt))
    if twice and getpass.getpass(tr("{prompt} again: ", prompt=prompt)) != secret:
        raise Refused(Kind.INVALID, Sentence("the two were not the same"))
    return secret
