"""Lists of restrictions, word by word, as checks of strangers    (SMTPD_ACCESS_README)

What is on here is never switched off by a list without it: half of a list is often all that is pasted.
"""

from homemail.mail.sentence import Sentence
from homemail.postfix.draft import Draft
from homemail.postfix.lexing import words
from homemail.postfix.said import ALREADY, OWN_WORKS, Saying, as_many, no, same, set_key

RESTRICTIONS = frozenset(
    f"smtpd_{stage}_restrictions" for stage in ("client", "helo", "sender", "recipient", "relay", "data", "end_of_data")
)
_ALWAYS = frozenset(
    {
        "permit_mynetworks", "permit_sasl_authenticated", "reject_unauth_destination", "defer_unauth_destination",
        "reject_unauth_pipelining", "reject_non_fqdn_recipient", "reject_unlisted_recipient", "permit_auth_destination",
        "reject_multi_recipient_bounce", "permit_tls_all_clientcerts", "permit_inet_interfaces",
    }
)  # fmt: skip
_STRICT = frozenset({
    "reject_invalid_helo_hostname", "reject_non_fqdn_helo_hostname", "reject_unknown_helo_hostname",
    "reject_invalid_hostname", "reject_non_fqdn_hostname", "reject_unknown_hostname",
})  # fmt: skip
_WITH_ARGUMENT = ("check_", "reject_rbl_client", "reject_rhsbl_", "permit_dnswl_", "permit_rhswl_", "warn_if_reject")


def read_restrictions(draft: Draft, value: str) -> Saying:
    found = words(value)
    at = 0
    while at < len(found):
        word = found[at].lower()
        argument = ""
        if word.startswith(_WITH_ARGUMENT) and word != "warn_if_reject" and at + 1 < len(found):
            at += 1
            argument = found[at]
        at += 1
        yield from _read(draft, word, argument)
    if not found:
        yield OWN_WORKS


def _read(draft: Draft, word: str, argument: str) -> Saying:
    if word in _ALWAYS:
        yield ALREADY
    elif word in ("permit", "reject"):
        yield OWN_WORKS
    elif word == "reject_rbl_client":
        zone, is_filtered, _ = argument.partition("=")
        yield as_many((zone,), draft, "strangers.blocklists")
        if is_filtered:
            yield same(Sentence("any answer of {zone} counts, not only {argument}", zone=zone, argument=argument))
    elif word in ("reject_unknown_sender_domain", "reject_non_fqdn_sender"):
        yield set_key(draft, "strangers.sender_domain", True)
    elif word in _STRICT:
        yield set_key(draft, "strangers.helo", "strict")
    elif word == "reject_known_sender_login_mismatch":
        yield ALREADY if draft.value("sending.senders") == "own" else set_key(draft, "sending.senders", "house")
    elif word in ("reject_sender_login_mismatch", "reject_authenticated_sender_login_mismatch"):
        yield set_key(draft, "sending.senders", "own")
    elif word in ("check_sender_access", "check_client_access", "check_helo_access", "check_recipient_access"):
        yield same(Sentence("the rows of this table are pasted by themselves, below a line with its name"))
    elif word == "check_policy_service":
        yield no(Sentence("no policy server is asked: there is no grey-listing here"))
    elif word in ("reject_unverified_recipient", "reject_unverified_sender"):
        yield no(Sentence("no other server is asked whether an address exists"))
    elif word.startswith("reject_unknown_") and "client" in word:
        yield no(Sentence("a client without a name in DNS is not refused: too many honest ones have none"))
    else:
        yield no(Sentence("{name} has no equal here", name=word))
