"""Tell editors where several outlets' coverage of one story agrees, conflicts and moved on."""

__version__ = "0.1.0"
