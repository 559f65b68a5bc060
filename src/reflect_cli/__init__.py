"""Reflect: a private place in a terminal for good questions and one's own answers."""

__version__ = "0.1.0"
