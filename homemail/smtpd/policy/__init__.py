"""What a client may do beyond the relay policy: strangers' checks, whose address a login may use, devices, limits.

Pure but for `lookups`, `gate` and `room`: settings, clock and DNS are parameters. Strangers are judged at RCPT, as
Postfix does, so that the journal has sender and recipient; DNS has one patience for all its questions, and what it
does not answer refuses nobody. By default only greetings in our own name are refused: a house with names of its own
need not be in DNS, lists are the owner's choice, and as long as the LAN sends without a login, a rule for logins
guards little and breaks programs with several identities.
"""
