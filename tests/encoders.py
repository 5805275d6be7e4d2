"""A sentence-transformers model that is small enough to be made in a test: random weights, true word pieces."""

from __future__ import annotations

import json
from pathlib import Path

from index.encode import DEFAULT_MODEL, model_folder

DIMENSION = 16


def tiny_model(folder: Path, *, seed: int = 7, reads: int = 256) -> Path:
    """Saves a model of two layers with the default model's tokenizer.

    :param seed: another one gives other weights
    :param reads: how many word pieces it reads of a text
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        tokenizer = AutoTokenizer.from_pretrained(str(model_folder(DEFAULT_MODEL)))
        tokenizer.model_max_length = reads
        config = BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=DIMENSION,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=256,
        )
        bert = folder.with_name(f"{folder.name}-bert")
        BertModel(config).save_pretrained(bert)
    tokenizer.save_pretrained(bert)
    modules = [Transformer(str(bert)), Pooling(DIMENSION, "mean")]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))
    assert json.loads((folder / "tokenizer_config.json").read_text())["model_max_length"] == reads
    return folder
