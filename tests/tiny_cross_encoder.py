"""A cross-encoder small enough to be made by the test that loads it: random weights, real files."""

from __future__ import annotations

from pathlib import Path

WORDS = ("the", "council", "approved", "rejected", "a", "plan", "bridge", ".", "“", "”")
NLI = ("ENTAILMENT", "neutral", "Contradiction")


def save_cross_encoder(
    folder: Path, *, labels: tuple[str, ...] = NLI, leaning: str | None = None, activation: str | None = None
) -> str:
    """Write a cross-encoder with `labels` into `folder` and return its path as a name.

    Args:
        folder: Made if it is not there.
        labels: The names of the output's columns.
        leaning: The label that it gives to whatever it reads; None leaves that to chance.
        activation: The class that it names as what its scores go through.
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab=str(vocabulary), model_max_length=32)
    config = BertConfig(
        vocab_size=len(WORDS) + 5,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=32,
        id2label=dict(enumerate(labels)),
        label2id={label: column for column, label in enumerate(labels)},
    )
    if activation is not None:
        config.sentence_transformers = {"activation_fn": activation}
    torch.manual_seed(5)
    model = BertForSequenceClassification(config)
    if leaning is not None:
        with torch.no_grad():
            model.classifier.bias[labels.index(leaning)] += 9.0
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)
