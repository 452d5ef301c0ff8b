"""Figures that tests measure -> tables at the end of a run, for whoever reads it."""

from collections.abc import Sequence

tables: dict[str, tuple[tuple[str, ...], list[Sequence[object]]]] = {}
"""Title -> (heads, rows)."""


def table(title: str, *heads: str) -> list[Sequence[object]]:
    """The rows of a table, to be added to. Begun again, it is empty again."""
    tables[title] = (heads, [])
    return tables[title][1]


def lines() -> list[str]:
    """Every table as plain text, columns aligned; numbers to the right."""
    shown = []
    for title, (heads, rows) in sorted(tables.items()):
        cells = [tuple(map(str, row)) for row in rows]
        widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
        right = [bool(rows) and all(isinstance(row[number], int | float) for row in rows) for number in range(len(heads))]
        shown += ["", title]
        for row in (heads, *cells):
            shown.append("  " + "  ".join(cell.rjust(width) if number else cell.ljust(width)
                                          for cell, width, number in zip(row, widths, right, strict=True)).rstrip())
    return shown
