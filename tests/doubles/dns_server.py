"""A DNS server on loopback that answers from a table, by UDP and TCP: real packets by dnspython, no other name exists.

`records` maps a name to a list such as ["MX 10 mx.example.", "A 127.0.0.1"]; a CNAME is followed as far as the table
goes. A list of one of the words below stands for a server that fails, refuses, says nothing or lies; a row such as
"A <servfail>" is about that kind alone. FORGED before the rows sends a forger's answer ahead of the true one,
TCP_SILENT answers by UDP only. `proven` are the names whose answers it vouches for, as a server does that validates
DNSSEC.
"""

import asyncio
import struct
from collections.abc import Container
from dataclasses import dataclass, field

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

SERVFAIL = "<servfail>"
REFUSED = "<refused>"
SILENT = "<silent>"
WRONG_ID = "<wrong id>"  # the right answer to another question's number, then nothing
WRONG_QUESTION = "<wrong question>"
GARBAGE = "<garbage>"
FORGED = "<forged>"
TCP_SILENT = "<tcp silent>"
UDP_MAX = 512  # RFC 1035 §2.3.4
CHAIN_MAX = 10  # aliases that are followed

_WORDS = (SERVFAIL, REFUSED, SILENT, WRONG_ID, WRONG_QUESTION, GARBAGE)
_RCODES = {SERVFAIL: dns.rcode.SERVFAIL, REFUSED: dns.rcode.REFUSED}


@dataclass
class DnsServer(asyncio.DatagramProtocol):
    records: dict[str, list[str]] = field(default_factory=dict)
    proven: Container[str] = ()
    questions: list[tuple[str, str]] = field(default_factory=list)
    by_tcp: int = 0
    port: int = 0
    _transport: asyncio.DatagramTransport | None = None
    _server: asyncio.Server | None = None

    async def start(self) -> "DnsServer":
        """Also again after `stop`, at the same port."""
        loop = asyncio.get_running_loop()
        wanted = self.port
        while self._server is None:
            transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", wanted))
            self._transport = transport
            self.port = transport.get_extra_info("sockname")[1]
            try:
                self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
            except OSError:  # the number is taken among the TCP ports
                transport.close()
                if wanted:
                    raise
        return self

    def stop(self) -> None:
        if self._transport is not None:
            self._transport.close()
        if self._server is not None:
            self._server.close()
            self._server = None

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self._answer(data, UDP_MAX)
        assert self._transport is not None
        question = dns.message.from_wire(data)
        if FORGED in self.records.get(_key(question.question[0].name), ()):
            forged = dns.message.make_response(question)
            forged.id ^= 1
            forged.set_rcode(dns.rcode.NXDOMAIN)
            self._transport.sendto(forged.to_wire(), addr)
        if answer is not None:
            self._transport.sendto(answer, addr)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                (length,) = struct.unpack("!H", await reader.readexactly(2))
                self.by_tcp += 1
                query = await reader.readexactly(length)
                answer = self._answer(query, 65_535)
                name = _key(dns.message.from_wire(query).question[0].name)
                if answer is not None and TCP_SILENT not in self.records.get(name, ()):
                    writer.write(struct.pack("!H", len(answer)) + answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, data: bytes, size: int) -> bytes | None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        kind = dns.rdatatype.to_text(question.rdtype)
        self.questions.append((_key(question.name), kind))
        rows = self.records.get(_key(question.name))
        word = next((row.removeprefix(f"{kind} ") for row in rows or () if row.removeprefix(f"{kind} ") in _WORDS), "")
        if word == SILENT:
            return None
        if word == GARBAGE:
            return b"\x00" * 7
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if word in _RCODES:
            reply.set_rcode(_RCODES[word])
        else:
            self._fill(reply, question, kind, query)
        if word == WRONG_ID:
            reply.id ^= 1
        if word == WRONG_QUESTION:
            reply.question = [dns.rrset.RRset(dns.name.from_text("other.example."), question.rdclass, question.rdtype)]
        try:
            return reply.to_wire(max_size=size, want_shuffle=False)
        except dns.exception.TooBig:
            reply.answer.clear()
            reply.flags |= dns.flags.TC
            return reply.to_wire()

    def _fill(
        self, reply: dns.message.Message, question: dns.rrset.RRset, kind: str, query: dns.message.Message
    ) -> None:
        name, proven = question.name, True
        for _ in range(CHAIN_MAX):
            rows = self.records.get(_key(name))
            proven = proven and _key(name) in self.proven
            if rows is None:
                reply.set_rcode(dns.rcode.NXDOMAIN)
                break
            for found in (kind, "CNAME"):
                values = [row.split(" ", 1)[1] for row in rows if row.split(" ", 1)[0] == found]
                if values:
                    rrset = dns.rrset.from_text_list(name, 60, dns.rdataclass.IN, found, values)
                    reply.answer.append(rrset)
                    break
            else:
                break
            if found == kind:
                break
            name = dns.name.from_text(values[0])
        if proven and query.flags & dns.flags.AD:
            reply.flags |= dns.flags.AD


def _key(name: dns.name.Name) -> str:
    return str(name).rstrip(".").lower()
