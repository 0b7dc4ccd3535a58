"""Where the example files are: one small file of each format, written for these tests."""

from pathlib import Path

import pytest


@pytest.fixture
def examples() -> Path:
    return Path(__file__).parent / "examples"


@pytest.fixture
def write(tmp_path):
    """Write files into a fresh folder: write({"a.txt": "…", "b.json": b"…"}) returns the folder's path."""

    def write_files(files: dict[str, str | bytes]) -> str:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(tmp_path)

    return write_files
