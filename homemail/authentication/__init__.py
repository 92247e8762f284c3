"""Message authentication: mail that leaves is signed (DKIM), mail from outside is judged (SPF, DKIM, DMARC, ARC).

Files, from pure to touching: canonical (the body as it is hashed), spf_record, spf, dmarc, results (the header field),
signatures (the one file that knows dkimpy), keys and key_files, then signer and verifier, which wait for DNS and read
content in pieces. DNS is handed in as a function (`lookup.Query`), so nothing here owns a resolver.

What was decided: dkimpy does the canonical header, the signatures and the ARC chain. It is given header fields only,
with the body hashed beforehand as a stream, so 50 MB of message are never in memory; and it is given nothing that
could keep it busy (a key of a hundred thousand bits from a stranger's DNS would). Of pyspf the last release is of 2020
and it blocks on DNS, so SPF is our own, measured by the openspf suite for RFC 7208; DMARC is small, with Mozilla's
list of public suffixes from the package publicsuffixlist, which needs no network.
"""
