"""The command line: parse, call one library function, show. `main` is the entry point."""

from reconcile.cli.app import main

__all__ = ["main"]
