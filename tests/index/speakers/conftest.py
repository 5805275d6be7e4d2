"""What the tests of speakers share: the table, read once."""

import pytest

from index.speakers.aliases import Aliases


@pytest.fixture(scope="session")
def aliases():
    return Aliases.read()
