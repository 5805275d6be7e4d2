"""Models for the tests of this room; each is made or loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.encode import SentenceEncoder, load_encoder
from tests.encoders import tiny_model


@pytest.fixture(scope="session")
def real() -> SentenceEncoder:
    """The default model."""
    return load_encoder()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small model."""
    return tiny_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def tiny_encoder(tiny: Path) -> SentenceEncoder:
    return load_encoder(str(tiny))
