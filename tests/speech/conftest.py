"""Tests share the reader of the sources beside them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from homemail.speech import language


@pytest.fixture
def french() -> Iterator[None]:
    language.use("fr")
    yield
    language.use("en")
