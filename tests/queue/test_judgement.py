"""What a message from outside proved, as its history tells it."""

from homemail.authentication.dmarc import DmarcVerdict, Policy
from homemail.authentication.signatures import ArcVerdict, DkimVerdict
from homemail.authentication.spf import SpfResult, SpfVerdict
from homemail.authentication.verifier import Report
from homemail.mail.address import ReversePath
from homemail.mail.ids import QueueId
from homemail.message import fields
from homemail.queue.judgement import Judgement, judge_arrival
from homemail.settings.model import Settings
from homemail.speech.language import said, use

LETTER = b"From: bob@example.org\r\n\r\nhi\r\n"


class Judge:
    async def judge(self, *_about):
        dmarc = DmarcVerdict("fail", "example.org", Policy.REJECT)
        dkim = (DkimVerdict("pass", "list.example"),)
        return Report(SpfVerdict(SpfResult.PASS), "bob@example.org", True, dkim, ArcVerdict("none"), dmarc)


async def judged() -> Judgement:
    return await judge_arrival(
        Judge(), QueueId("4F2A"), LETTER, fields.split(LETTER), client_ip="192.0.2.1", helo="mx",
        reverse_path=ReversePath.null(), settings=Settings(),
    )  # fmt: skip


async def test_the_verdicts_are_in_the_history_in_the_readers_language():
    note = (await judged()).note
    verdicts = "spf=pass dkim=pass:list.example dmarc=fail(p=reject) arc=none from-domain=example.org"
    assert note == f"authentication: {verdicts}"
    use("fr")
    try:
        assert said(note) == f"authentification\u00a0: {verdicts}"
    finally:
        use("en")
