"""The tables that the real Postfix and HomeMail are both given, and the addresses that both are asked about."""

CANONICAL = {
    "old.name": "chris@maison.test",
    "step1@maison.test": "step2@maison.test",
    "step2@maison.test": "anne@maison.test",
    "@old.example": "@new.example",
    "self@maison.test": "self@maison.test",
}
SENDER_CANONICAL = {"printer": "chris@maison.test", "@box.lan": "@maison.test"}
RECIPIENT_CANONICAL = {"mum": "anne@maison.test", "mum+x@maison.test": "paul@else.example"}
MASQUERADE = ("!lab.maison.test", "maison.test")
MASQUERADE_EXCEPTIONS = ("root",)
VIRTUAL_DOMAINS = ("club.example", "old-club.example")
VIRTUAL = {
    "info@club.example": ("chris@maison.test", "far@else.example"),
    "board@club.example": ("info@club.example", "anne@maison.test"),
    "@old-club.example": ("@club.example",),
    "friend@else.example": ("anne@maison.test",),
    "both": ("both@maison.test", "anne@maison.test"),
    "shop+a@club.example": ("paul@maison.test",),
    "shop@club.example": ("chris@maison.test",),
}
RELOCATED = {"gone": "gone@new.example", "uncle@else.example": "uncle@new.example", "@moved.example": "all@new.example"}
GENERIC = {
    "chris@maison.test": "christian@isp.example",
    "@lab.maison.test": "lab@isp.example",
    "anne": "anne@isp.example",
}

RECIPIENTS = (
    "chris@maison.test", "Chris@GATEWAY.maison.test", "chris+shop@maison.test",
    "old.name@maison.test", "old.name+x@maison.test", "old.name@else.example", "step1@maison.test",
    "self@maison.test", "bob@old.example", "bob+x@old.example",
    "mum@maison.test", "mum@gateway.maison.test", "mum+x@maison.test", "mum+y@maison.test", "mum@else.example",
    "info@club.example", "INFO@club.example", "info+x@club.example", "board@club.example",
    "info@old-club.example", "nobody@club.example", "nobody@old-club.example",
    "shop@club.example", "shop+a@club.example", "shop+b@club.example",
    "friend@else.example", "friend+x@else.example", "both@maison.test", "both@localhost",
    "gone@maison.test", "gone+x@maison.test", "gone@else.example", "uncle@else.example", "x@moved.example",
    "x@sub.moved.example",
)  # fmt: skip
SENDERS = (
    "chris@maison.test", "chris+x@maison.test", "CHRIS@maison.test", "anne@localhost", "anne+x@maison.test",
    "old.name@maison.test", "step1@maison.test", "printer@maison.test", "printer@gateway.maison.test",
    "printer+x@maison.test", "tv@box.lan", "x@pc.maison.test", "chris@pc.maison.test", "x@a.b.maison.test",
    "x@lab.maison.test", "x@a.lab.maison.test", "root@pc.maison.test", "x@notmaison.test", "bob@old.example",
    "mum@maison.test",
)  # fmt: skip
