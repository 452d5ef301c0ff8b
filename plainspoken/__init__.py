"""Plainspoken: records of inspections and Markdown summaries -> a public inspection portal in plain HTML."""

__version__ = "0.1.0"
