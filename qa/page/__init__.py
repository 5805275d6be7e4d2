"""The page of the chat: what is drawn (view), what is refused (guard), and its HTML, CSS and JavaScript."""

from __future__ import annotations

from pathlib import Path

__all__ = ["STYLE", "part"]

FOLDER = Path(__file__).parent
STYLE = FOLDER / "page.css"


def part(*names: str) -> str:
    """The text of files of this folder, one after the other.

    They hold no text of articles and are never filled in: Gradio would run what a template is filled with.
    """
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
