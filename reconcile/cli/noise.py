"""Keep the libraries underneath quiet unless somebody asks to hear them."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

# What the libraries read before they print bars and advice; set before their import.
_SILENT = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
}


@contextmanager
def settle_libraries(*, verbose: bool) -> Iterator[None]:
    """Silence libraries' bars, warnings and logs inside the block; `verbose` lets all through."""
    if verbose:
        logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
        yield
        return
    for name, value in _SILENT.items():
        os.environ.setdefault(name, value)
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
