"""Logins with tokens of a provider, by the clients that know how, through a running house."""

import base64
import imaplib
import smtplib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doubles.issuer import AUDIENCE, Issuer
from tests.system.conftest import House
from tests.system.test_clients import context, fetch_by_subject, message, need, run, token


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    served = Issuer()
    yield served
    served.close()


@pytest.fixture(scope="module")
def house(issuer: Issuer, make_a_house, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    oauth = f'[oauth]\nissuer = "{issuer.url}"\naudience = "{AUDIENCE}"\n'
    made = make_a_house(tmp_path_factory.mktemp("house"), extra=oauth)
    made.start()
    yield made
    made.stop()


def token_of(issuer: Issuer, name: str, **changes: object) -> str:
    return issuer.token(**{"email": f"{name}@maison.mrs", **changes})


@pytest.mark.parametrize("service", ["submissions", "imaps", "pop3s"])
def test_curl_comes_in_with_a_token(house, issuer, service):
    curl = need("curl")
    words = [
        curl, "-sSv", "--cacert", house.data / "tls" / "ca.pem", "-u", "chris:", "--oauth2-bearer",
    ]  # fmt: skip
    scheme = {"submissions": "smtps", "imaps": "imaps", "pop3s": "pop3s"}[service]
    url = f"{scheme}://localhost:{house.ports[service]}/"
    more = (
        ["--mail-from", "chris@maison.mrs", "--mail-rcpt", "alice@maison.mrs", "-T", "-"] if scheme == "smtps" else []
    )
    body = "Subject: by token\r\n\r\nx\r\n" if more else ""
    said = run(*words, token_of(issuer, "chris"), *more, url, stdin=body)
    assert " OAUTHBEARER " in said
    run(*words, token_of(issuer, "chris", aud="another"), *more, url, stdin=body, codes=(67,))
    house.log("token refused: InvalidAudienceError")


@pytest.mark.parametrize("mechanism", ["oauthbearer", "xoauth2"])
def test_msmtp_sends_with_a_token(house, issuer, tmp_path: Path, mechanism):
    msmtp = need("msmtp")
    subject = token()
    settings = tmp_path / "msmtprc"
    (tmp_path / "token").write_text(token_of(issuer, "chris"))
    settings.write_text(
        f"account a\nhost localhost\nport {house.ports['submission']}\ntls on\n"
        f"tls_trust_file {house.data}/tls/ca.pem\nauth {mechanism}\nuser chris\n"
        f"passwordeval cat {tmp_path}/token\nfrom chris@maison.mrs\naccount default : a\n"
    )
    settings.chmod(0o600)
    run(msmtp, "-C", settings, "-t", stdin=message(subject).as_string())
    assert subject.encode() in fetch_by_subject(house, subject)


def test_thunderbirds_mechanism_reads_mail_too(house, issuer):
    with imaplib.IMAP4_SSL("localhost", house.ports["imaps"], ssl_context=context(house)) as imap:
        said = f"user=chris@maison.mrs\x01auth=Bearer {token_of(issuer, 'chris')}\x01\x01"
        assert imap.authenticate("XOAUTH2", lambda _: said.encode())[0] == "OK"


def test_a_refusal_is_told_in_json_before_the_535(house, issuer):
    with smtplib.SMTP("localhost", house.ports["submission"], timeout=60) as smtp:
        smtp.ehlo()
        assert "OAUTHBEARER" not in str(smtp.esmtp_features.get("auth", ""))
        smtp.starttls(context=context(house))
        smtp.ehlo()
        assert smtp.esmtp_features["auth"].split()[-2:] == ["OAUTHBEARER", "XOAUTH2"]
        message = f"n,,\x01auth=Bearer {token_of(issuer, 'chris', exp=1_000_000_000)}\x01\x01"
        code, told = smtp.docmd("AUTH", "OAUTHBEARER " + base64.b64encode(message.encode()).decode())
        assert (code, base64.b64decode(told)) == (334, b'{"status":"invalid_token"}')
        assert smtp.docmd("AQ==")[0] == 535


def test_a_token_too_long_for_a_command_comes_in_a_line_of_its_own(house, issuer):
    """RFC 4954 §4.5"""
    long = token_of(issuer, "chris", groups=["x" * 4000])
    with smtplib.SMTP_SSL("localhost", house.ports["submissions"], timeout=60, context=context(house)) as smtp:
        smtp.ehlo()
        assert smtp.docmd("AUTH", "OAUTHBEARER")[0] == 334
        line = base64.b64encode(f"n,,\x01auth=Bearer {long}\x01\x01".encode()).decode()
        assert smtp.docmd(line)[0] == 235


def test_an_issuer_that_does_not_answer_is_a_passing_trouble(issuer, make_a_house, tmp_path: Path):
    oauth = f'[oauth]\nissuer = "http://127.0.0.1:1"\naudience = "{AUDIENCE}"\n'
    made = make_a_house(tmp_path / "data", extra=oauth)
    made.start()
    try:
        line = base64.b64encode(f"n,,\x01auth=Bearer {token_of(issuer, 'chris')}\x01\x01".encode()).decode()
        with smtplib.SMTP_SSL("localhost", made.ports["submissions"], timeout=60, context=context(made)) as smtp:
            smtp.ehlo()
            assert smtp.docmd("AUTH", "OAUTHBEARER " + line)[0] == 454
        with imaplib.IMAP4_SSL("localhost", made.ports["imaps"], ssl_context=context(made)) as imap:
            assert "AUTH=OAUTHBEARER" in imap.capabilities
            with pytest.raises(imaplib.IMAP4.error, match="UNAVAILABLE"):
                imap.authenticate("OAUTHBEARER", lambda _: base64.b64decode(line))
            imap.login("chris", made.people["chris"])
        made.log("the keys of http://127.0.0.1:1 cannot be had")
    finally:
        made.stop()
