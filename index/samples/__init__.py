"""Sample articles, all of them invented, in every format that can be read."""

from pathlib import Path

__all__ = ["sample_aliases", "sample_articles"]


def sample_articles() -> Path:
    """The folder of the sample articles."""
    return Path(__file__).parent


def sample_aliases() -> Path:
    """The file of the names of their states, which are invented, too."""
    return Path(__file__).parents[1] / "speakers" / "invented.txt"
