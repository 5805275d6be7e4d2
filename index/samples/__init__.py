"""Sample articles, all of them invented, in every format that can be read."""

from pathlib import Path

__all__ = ["sample_articles"]


def sample_articles() -> Path:
    """The folder of the sample articles."""
    return Path(__file__).parent
