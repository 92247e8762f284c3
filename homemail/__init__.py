"""HomeMail: a household's post office.

A message's way: a client talks to `smtpd` (grammar from `smtp`, its policy decides each reply), which hands the
content to `queue.intake`; intake completes and stamps it (`message`), asks `routing` where it goes, and commits one
transaction in `store`: local copies into mailboxes, remote recipients into the queue. Then the client reads 250 and
the queue ID. Changes published after commit wake IMAP's IDLE and the panels; `queue.manager` claims remote
recipients by next hop, `delivery` transfers them, and the outcome is settled: gone, deferred until, or bounced.

Rooms, lowest layer first; imports go down only:

mail      the words everyone shares, as frozen values
message   RFC 5322 and MIME, bytes in, values out
smtp      SMTP grammar of both directions, sans-IO
settings  the model of homemail.toml: reading, checking, editing
postfix   the settings as main.cf and tables of Postfix, and back
speech    the languages of window and terminal
store     the only owner of SQL and of content files
control   the one contract between engine and its faces
access    SASL, passwords, login, throttle, trusted networks
authentication  signs what leaves (DKIM), judges what comes from outside (SPF, DKIM, DMARC, ARC)
routing   pure: where an address goes and why; MX lookup beside it
tls       the house's certificate authority, contexts, renewal
delivery  transfer to the next hop; outcomes are data
queue     intake, schedule, manager, bounce
smtpd     the SMTP server
imap      the IMAP server
pop3      the POP3 server
journal   log lines in Postfix's format, live events
admin     what an operator may do, one file per noun of control
engine    composition by hand, top to bottom
drill     kills an engine of its own under load, and counts what it had promised
demo      a throw-away household with a pretend Internet, where mail flows
cli, ui   the faces
"""
