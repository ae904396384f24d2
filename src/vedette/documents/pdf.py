"""PDF to fields: the text of its pages in the order in which they hold it (pypdf). No pictures are read."""

import io
import logging

from vedette.documents.base import Fields
from vedette.documents.headline import find_headline
from vedette.errors import EmptyDocument, MissingPart, UnreadableInput
from vedette.text.normalising import clean_line

#: Pages of the longest report that is one report.
MAX_PAGES = 300
_FEWEST_LETTERS = 20


def pdf_fields(content: bytes) -> Fields:
    """Text, title, author and date of a PDF. A title in its properties counts only if the text opens with it.

    Raises UnreadableInput for a broken, locked or too long one, EmptyDocument for one of pictures only.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise MissingPart("reading PDF needs pypdf: pip install 'vedette[read]'") from error
    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # it tells every small fault of a file; we tell those that count
    broken = (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError, RecursionError)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableInput("a PDF locked by a password; save it without one")
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableInput(f"a PDF of {len(reader.pages):,} pages; at most {MAX_PAGES} are one report, split it")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        about = reader.metadata
        title, author = clean_line(about.title or "" if about else ""), about.author if about else None
        created = about.creation_date if about else None
    except (*broken, NotImplementedError, OverflowError, MemoryError, AssertionError) as error:
        raise UnreadableInput(f"no sound PDF ({type(error).__name__})") from error
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        raise EmptyDocument("no text in the PDF; is it a scan?")
    return Fields(
        text,
        title=title if title and find_headline(text, title) else None,
        published=created.isoformat() if created else None,
        author=str(author) if author else None,
    )
