"""XML elements -> the bytes of a file, the same each time."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring


def document(root: Element) -> bytes:
    """A whole XML file, an element a line."""
    indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, "unicode")}\n'.encode()


def text(parent: Element, tag: str, words: str) -> None:
    """A new element that holds words."""
    SubElement(parent, tag).text = str(words)
