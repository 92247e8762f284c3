"""Secrets without a keyring: a private file that a crash cannot spoil."""

import keyring
import pytest
from keyring.backends import fail

from homemail.settings.secrets import SecretStore


@pytest.fixture(autouse=True)
def _no_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def test_secrets_are_kept_replaced_and_removed(tmp_path):
    file = tmp_path / "data" / "secrets.json"
    secrets = SecretStore(file)
    assert secrets.find("relay") is None
    secrets.put("relay", "one")
    secrets.put("relay", "deux é")
    assert SecretStore(file).find("relay") == "deux é"
    assert file.stat().st_mode & 0o077 == 0
    secrets.remove("relay")
    secrets.remove("relay")
    assert secrets.find("relay") is None
    assert secrets.where == "file"
