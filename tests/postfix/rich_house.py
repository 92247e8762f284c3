"""A house with a row in every table, for those that compare it with a real Postfix."""

from homemail.settings.reading import parse

RICH = parse("""
[identity]
hostname = "gateway.maison.test"
domain = "maison.test"
local_domains = ["maison.test", "localhost"]

[listen]
addresses = ["127.0.0.1"]
smtp = 2525
submission = 2587
submissions = 2465

[access]
trusted_networks = ["127.0.0.0/8", "::1/128", "192.168.1.0/24"]

[strangers]
helo = "strict"
sender_domain = true
blocklists = ["bl.example.org"]
allow = ["friend@shop.example", "203.0.113.7"]
block = ["spam.example", "198.51.100.0/24"]

[sending]
senders = "house"

[limits]
message_size = 20000000

[relay]
host = "smtp.isp.example"
port = 587
tls = "required"
username = "maison"

[queue]
retry_minimum = "10m"
lifetime = "3d"

[aliases]
root = ["chris"]
postmaster = ["root"]
team = ["chris", "anne", "far@else.example"]
"sales@maison.test" = ["anne"]

[relocated]
"gone@maison.test" = "gone@new.example"

[catch_all]
"club.example" = ["anne@maison.test"]

[sender_rewriting]
scope = "outgoing"
[sender_rewriting.addresses]
chris = "christian@isp.example"
"@lab.maison.test" = "lab@isp.example"

[canonical.both]
"old.name" = "chris@maison.test"
[canonical.senders]
printer = "chris@maison.test"
[canonical.recipients]
mum = "anne@maison.test"

[masquerade]
domains = ["!lab.maison.test", "maison.test"]
exceptions = ["root"]

[virtual]
domains = ["club.example"]
[virtual.addresses]
"info@club.example" = ["chris@maison.test", "far@else.example"]
"friend@else.example" = ["anne@maison.test"]

[[relays]]
name = "anne"
host = "smtp.annes.example"
port = 465
tls = "implicit"
username = "anne@annes.example"
senders = ["anne@annes.example", "anne"]

[[transports]]
domain = "aol.com"
host = "smtp.isp.example"
port = 2526

[[transports]]
domain = ".aol.com"

[[header_checks]]
pattern = "^Received:"
action = "ignore"
scope = "outgoing"

[[header_checks]]
pattern = "^Subject: .*casino/slot"
action = "reject"
argument = "no games here"

[[body_checks]]
pattern = "^begin 666 "
action = "warn"

[[devices]]
name = "scanner"
addresses = ["192.168.1.40"]
senders = ["scanner@maison.test"]
""")

PEOPLE = ("anne", "chris", "paul")


def as_text(files) -> str:
    """As `homemail postfix show` prints it, without its remarks."""
    return "\n".join(f"# /etc/postfix/{file.name}\n" + "\n".join(line.text for line in file.lines) for file in files)
