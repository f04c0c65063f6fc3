"""Annotator: a workbench for hand-tagging news articles side by side, stored as TEI."""

__version__ = "0.1.0"
