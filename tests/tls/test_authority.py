"""The house's authority: what it makes, keeps, renews and mends."""

import asyncio
import ssl
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from homemail.tls.authority import HouseAuthority
from homemail.tls.contexts import client_context, server_context

NOW = datetime.now(UTC)


@pytest.fixture
def house(tmp_path):
    return HouseAuthority.open(tmp_path / "tls", "gateway.maison.test", ("maison.test", "192.168.1.1", "fd00::1"))


def test_leaf_is_for_every_name_of_this_machine(house):
    assert set(house.leaf_facts.names) == {
        "gateway.maison.test", "maison.test", "192.168.1.1", "fd00::1", "localhost", "127.0.0.1", "::1",
    }  # fmt: skip


def test_lifetimes(house):
    leaf, authority = house.leaf_facts, house.authority_facts
    assert authority.subject == "HomeMail gateway.maison.test"
    assert leaf.not_after - leaf.not_before <= timedelta(days=397)
    assert timedelta(days=3640) < authority.not_after - NOW < timedelta(days=3651)
    assert leaf.not_before < NOW < leaf.not_after


def test_authority_signs_leaves_only(house):
    certificate = x509.load_pem_x509_certificate(house.certificate_file.read_bytes())
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_keys_are_private(tmp_path, house):
    folder = tmp_path / "tls"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for key in folder.glob("*.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == [
        "address.pem",
        "ca.key",
        "ca.pem",
        "server.key",
        "server.pem",
        "standing.json",
    ]


def test_second_start_changes_nothing(tmp_path, house):
    again = HouseAuthority.open(tmp_path / "tls", "gateway.maison.test", ("maison.test", "192.168.1.1", "fd00::1"))
    assert again.leaf_facts == house.leaf_facts
    assert again.authority_facts == house.authority_facts


def test_second_start_reads_no_certificate(tmp_path, house):
    program = (
        "import sys; from pathlib import Path; from homemail.tls.authority import HouseAuthority\n"
        "house = HouseAuthority.open(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])\n"
        "print(house.leaf_facts.fingerprint, 'cryptography' in sys.modules)"
    )
    words = [tmp_path / "tls", "gateway.maison.test", "maison.test", "192.168.1.1", "fd00::1"]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=False)
    assert done.stdout.split() == [house.leaf_facts.fingerprint, "False"], done.stderr


@pytest.mark.parametrize("record", [b"", b"{}", b"\xff", b'{"digest":"","standing":null}'])
def test_what_is_remembered_is_not_needed(tmp_path, house, record):
    (tmp_path / "tls" / "standing.json").write_bytes(record)
    again = HouseAuthority.open(tmp_path / "tls", "gateway.maison.test", ("maison.test", "192.168.1.1", "fd00::1"))
    assert again.leaf_facts == house.leaf_facts


@pytest.mark.parametrize("file", ["ca.pem", "ca.key", "server.pem", "server.key", "address.pem"])
def test_what_is_remembered_of_another_file_counts_for_nothing(tmp_path, house, file):
    other = HouseAuthority.open(tmp_path / "other", "gateway.maison.test", ("maison.test", "192.168.1.1", "fd00::1"))
    (tmp_path / "tls" / file).write_bytes((tmp_path / "other" / file).read_bytes())
    again = HouseAuthority.open(tmp_path / "tls", "gateway.maison.test", ("maison.test", "192.168.1.1", "fd00::1"))
    authority = x509.load_pem_x509_certificate(again.certificate_file.read_bytes())
    leaf = x509.load_pem_x509_certificate(again.chain_file.read_bytes())
    leaf.verify_directly_issued_by(authority)
    server_context(again)
    assert again.leaf_facts.fingerprint != other.leaf_facts.fingerprint


def test_a_certificate_that_came_near_its_end_while_the_engine_was_off_is_renewed_at_the_start(tmp_path, house):
    late = house.leaf_facts.not_after - timedelta(days=29)
    names = ("maison.test", "192.168.1.1", "fd00::1")
    again = HouseAuthority.open(tmp_path / "tls", "gateway.maison.test", names, now=late)
    assert again.leaf_facts.not_after > house.leaf_facts.not_after
    assert again.authority_facts == house.authority_facts


def test_new_name_makes_a_new_leaf_of_the_same_authority(tmp_path, house):
    again = HouseAuthority.open(tmp_path / "tls", "gateway.maison.test", ("maison.test", "10.0.0.1"))
    assert "10.0.0.1" in again.leaf_facts.names
    assert again.authority_facts == house.authority_facts


def test_leaf_is_renewed_thirty_days_before_its_end(house):
    before = house.leaf_facts
    assert not house.renew_if_due(before.not_after - timedelta(days=31))
    assert house.renew_if_due(before.not_after - timedelta(days=29))
    assert house.leaf_facts.not_after > before.not_after


def test_authority_near_its_end_is_made_anew_with_its_leaf(house):
    authority = house.authority_facts
    assert house.renew_if_due(authority.not_after - timedelta(days=100))
    assert house.authority_facts.fingerprint != authority.fingerprint
    certificate = x509.load_pem_x509_certificate(house.certificate_file.read_bytes())
    leaf = x509.load_pem_x509_certificate(house.chain_file.read_bytes())
    leaf.verify_directly_issued_by(certificate)


@pytest.mark.parametrize("broken", ["server.pem", "server.key", "ca.key"])
def test_unreadable_file_is_set_aside_and_made_anew(tmp_path, house, broken):
    (tmp_path / "tls" / broken).write_bytes(b"not a key")
    again = HouseAuthority.open(tmp_path / "tls", "gateway.maison.test", ("maison.test",))
    assert (tmp_path / "tls" / (broken + ".unreadable")).read_bytes() == b"not a key"
    server_context(again)


def test_kill_between_key_and_certificate_is_mended(tmp_path, house):
    other = HouseAuthority.open(tmp_path / "other", "gateway.maison.test")
    (tmp_path / "tls" / "server.key").write_bytes(other.key_file.read_bytes())
    server_context(HouseAuthority.open(tmp_path / "tls", "gateway.maison.test"))


def test_names_a_certificate_cannot_hold_are_left_out(tmp_path):
    house = HouseAuthority.open(tmp_path, "gateway.maison.test", ("", "a b", "été.test", "fe80::1%eth0", "*"))
    assert "xn--t-9faa.test" in house.leaf_facts.names or any(n.startswith("xn--") for n in house.leaf_facts.names)
    assert "fe80::1" in house.leaf_facts.names
    assert "a b" not in house.leaf_facts.names


async def _shown(port, context, name="gateway.maison.test"):
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname=name)
    tls = writer.get_extra_info("ssl_object")
    certificate = tls.getpeercert(binary_form=True), tls.version()
    writer.close()
    return certificate


async def test_devices_that_trust_the_authority_verify_every_name_and_follow_a_renewal(house):
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0, ssl=server_context(house))
    port = server.sockets[0].getsockname()[1]
    trusting = client_context("required", ca_file=house.certificate_file)
    first, version = await _shown(port, trusting)
    assert version == "TLSv1.3"
    assert (await _shown(port, trusting, "gateway.maison.test"))[0] == first
    for address in ("127.0.0.1", "fd00::1", "localhost"):
        assert (await _shown(port, trusting, address))[0] != first
    house.renew_if_due(house.leaf_facts.not_after - timedelta(days=1))
    assert (await _shown(port, client_context("opportunistic")))[0] != first
    server.close()


async def test_the_certificate_shown_to_a_client_without_a_name_can_be_pinned_as_it_is(house, tmp_path):
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0, ssl=server_context(house))
    port = server.sockets[0].getsockname()[1]
    shown, _ = await _shown(port, client_context("opportunistic"), "127.0.0.1")
    (tmp_path / "pin.pem").write_text(ssl.DER_cert_to_PEM_cert(shown))
    pinning = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    pinning.load_verify_locations(tmp_path / "pin.pem")
    assert (await _shown(port, pinning, "127.0.0.1"))[0] == shown
    server.close()


async def test_strangers_certificate_is_refused_where_tls_is_required(house):
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0, ssl=server_context(house))
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(ssl.SSLCertVerificationError):
        await _shown(port, client_context("required"))
    await _shown(port, client_context("opportunistic"))
    server.close()


@pytest.mark.parametrize(("version", "works"), [("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_tls_versions(house, version, works):
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0, ssl=server_context(house))
    port = server.sockets[0].getsockname()[1]
    context = client_context("opportunistic")
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
    if works:
        await _shown(port, context)
    else:
        with pytest.raises(OSError):
            await _shown(port, context)
    server.close()
