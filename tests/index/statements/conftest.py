"""One parser and one extractor for all tests of statements: loading each takes a second."""

import pytest

from index.statements.extract import Extractor
from index.statements.parser import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()
