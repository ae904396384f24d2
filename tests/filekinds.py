"""Small files of every kind that is read, made on the spot: no file of anybody else's is kept here."""

import io
import json
import zipfile
from collections.abc import Sequence

DISPATCH = "Two people were killed in Homs on Saturday when a shell hit a house, residents said."
PAGE = f"""<html><head><title>Two dead in Homs</title></head><body><article><h1>Two dead in Homs</h1><p>{DISPATCH}</p>
<p>The army did not answer questions about the shell. Its guns in the area had been silent since Friday.</p></article>
</body></html>"""


def workbook(rows: Sequence[Sequence[object]], *, more: Sequence[Sequence[object]] = ()) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Reports"
    for row in rows:
        sheet.append(list(row))
    if more:
        other = book.create_sheet("Notes")
        for row in more:
            other.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(columns: dict[str, list[object]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def word(paragraphs: Sequence[str], *, title: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "The desk"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(lines: Sequence[str], *, title: str = "", password: str = "") -> bytes:
    """A PDF of one page, its lines one below the other."""
    from pypdf import PdfReader, PdfWriter

    shown = "\n".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 60 760 Td\n{shown}\nET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    if not title and not password:
        return bytes(out)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(out))))
    writer.add_metadata({"/Title": title, "/CreationDate": "D:20241130172000+02'00'"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def warc(pages: Sequence[tuple[str, bytes]], *, head: str = "", packed: bool = True) -> bytes:
    """A WARC of answers: (address, body); `head` replaces the head of each answer."""
    import gzip

    out = bytearray()
    for address, body in pages:
        said = head or "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"
        block = f"{said}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        header = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-11-30T10:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = header.encode() + block + b"\r\n\r\n"
        out += gzip.compress(record, mtime=0) if packed else record
    return bytes(out)


def wacz(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def message(text: str, *, number: str = "1", subject: str = "Two dead in Homs", html: bool = False) -> bytes:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"] = subject
    mail["From"] = "Harbour Wire <desk@harbour.example>"
    mail["Date"] = "Sat, 30 Nov 2024 17:20:00 +0200"
    mail["Message-ID"] = f"<{number}@harbour.example>"
    mail.set_content(text, subtype="html" if html else "plain")
    return mail.as_bytes()


def telegram(messages: Sequence[dict[str, object]]) -> bytes:
    chat = {"name": "Homs now", "type": "public_channel", "id": 77, "messages": list(messages)}
    return json.dumps(chat, ensure_ascii=False).encode()


SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://harbour.example/1</loc><lastmod>2024-11-29</lastmod><news:news><news:publication><news:name>Harbour
Wire</news:name></news:publication><news:publication_date>2024-11-30T10:00:00Z</news:publication_date>
<news:title>Two dead</news:title></news:news></url>
<url><loc>https://harbour.example/2</loc></url><url><loc>javascript:alert(1)</loc></url></urlset>"""
SITEMAP_INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://harbour.example/news.xml</loc><lastmod>2024-11-30</lastmod></sitemap></sitemapindex>"""


def gdelt_events(addresses: Sequence[str]) -> bytes:
    return "".join("\t".join(["1"] * 60 + [address]) + "\n" for address in addresses).encode()


def gdelt_graph(addresses: Sequence[str]) -> bytes:
    rows = (["1", "20241130100000", "1", "harbour.example", address, *["x"] * 22] for address in addresses)
    return "".join("\t".join(row) + "\n" for row in rows).encode()
