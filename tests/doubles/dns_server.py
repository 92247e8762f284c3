"""A DNS server on loopback that answers from a table: real packets by dnspython, no other name exists.

`records` maps a name to a list such as ["MX 10 mx.example.", "A 127.0.0.1"]; the lists [SERVFAIL] and [SILENT] stand
for a server that fails and one that says nothing.
"""

import asyncio
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

SERVFAIL = "<servfail>"
SILENT = "<silent>"


@dataclass
class DnsServer(asyncio.DatagramProtocol):
    records: dict[str, list[str]] = field(default_factory=dict)
    questions: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0
    _transport: asyncio.DatagramTransport | None = None

    async def start(self) -> "DnsServer":
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self._transport = transport
        self.port = transport.get_extra_info("sockname")[1]
        return self

    def stop(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = str(question.name).rstrip(".").lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        self.questions.append((name, kind))
        rows = self.records.get(name)
        if rows == [SILENT]:
            return
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if rows is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif rows == [SERVFAIL]:
            reply.set_rcode(dns.rcode.SERVFAIL)
        else:
            values = [row.split(" ", 1)[1] for row in rows if row.split(" ", 1)[0] == kind]
            if values:
                rrset = dns.rrset.from_text_list(question.name, 60, dns.rdataclass.IN, question.rdtype, values)
                reply.answer.append(rrset)
        assert self._transport is not None
        self._transport.sendto(reply.to_wire(), addr)
