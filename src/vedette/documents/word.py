"""Word to fields: the paragraphs and tables of a .docx in their order (python-docx). Nothing in it is run."""

import io
import zipfile
from typing import Any

from vedette.documents.base import Fields
from vedette.errors import MissingPart, UnreadableInput


def word_fields(content: bytes) -> Fields:
    """Text, title, author and date of a document. Raises UnreadableInput for a broken one."""
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from docx.oxml.exceptions import InvalidXmlError
        from lxml import etree
    except ImportError as error:
        raise MissingPart(f"reading Word needs more parts ({error.name}): pip install 'vedette[read]'") from error
    broken = (OpcError, InvalidXmlError, etree.LxmlError, zipfile.BadZipFile)
    try:
        document: Any = docx.Document(io.BytesIO(content))
        text = "\n\n".join(_blocks(document))
        about = document.core_properties
        title, author, created = about.title, about.author, about.created
    except (*broken, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, RuntimeError) as error:
        raise UnreadableInput(f"no sound Word document ({type(error).__name__})") from error
    return Fields(text, title=title or None, published=created.isoformat() if created else None, author=author or None)


def _blocks(document: Any) -> list[str]:
    from docx.table import Table

    blocks: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            blocks += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            blocks.append(block.text)
    return blocks
