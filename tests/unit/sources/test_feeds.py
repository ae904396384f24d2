"""RSS and Atom entries to records."""

import json
from pathlib import Path

from vedette.model.document import Capture
from vedette.model.failure import Failure
from vedette.sources.inputs import captures

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Wire</title>
<item><guid>hw-1</guid><title>Two dead</title><link>https://harbour.example/1</link>
<pubDate>Sat, 30 Nov 2024 17:20:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Two people were killed.</p>]]></content:encoded></item>
<item><title>Other</title><description>Three were injured.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Collected</title><entry><id>a</id><title>T</title>
<updated>2024-11-30T10:00:00Z</updated><summary>Text.</summary>
<source><title>Harbour Wire</title></source></entry></feed>"""


def read(path: Path, content: str) -> list[Capture | Failure]:
    path.write_text(content, encoding="utf-8")
    return list(captures(str(path)))


def test_an_entry_becomes_a_record_with_its_full_content(tmp_path: Path) -> None:
    first, second = (json.loads(i.content) for i in read(tmp_path / "f.xml", RSS) if isinstance(i, Capture))
    assert first == {
        "id": "hw-1",
        "title": "Two dead",
        "html": "<p>Two people were killed.</p>",
        "published": "Sat, 30 Nov 2024 17:20:00 +0200",
        "outlet": "Harbour Wire",
        "url": "https://harbour.example/1",
    }
    assert second["html"] == "Three were injured."


def test_an_entry_taken_from_another_feed_keeps_that_ones_name(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "f.xml", ATOM)
    assert isinstance(item, Capture)
    assert json.loads(item.content)["outlet"] == "Harbour Wire"


def test_a_feed_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + RSS
    (failure,) = read(tmp_path / "f.xml", bomb)
    assert isinstance(failure, Failure)
    assert "entities" in failure.reason


def test_xml_that_is_no_feed_is_a_failure(tmp_path: Path) -> None:
    (failure,) = read(tmp_path / "f.xml", "<a><b/></a>")
    assert isinstance(failure, Failure)
    assert failure.kind == "BadRecord"
