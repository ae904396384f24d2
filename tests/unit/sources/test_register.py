"""sources.yml: what it may say, and that all its errors are told at once."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from vedette.errors import BadSetting
from vedette.sources.register import load_register, parse_register, schema

ROOT = Path(__file__).resolve().parents[3]
GOOD = """\
version: 1
agent: Harbour Monitor (desk@harbour.example)
defaults: {every: 10m, robots: true}
sources:
  - {name: harbour, kind: feed, url: "https://harbour.example/rss", follow: true}
  - name: drop
    kind: folder
    path: in/
    every: 30s
    silence: 2d
    outlet: The desk
    language: en
    most: 50
    enabled: false
"""
BAD = """\
version: 1
sauces: []
defaults:
  every: soon
sources:
  - {name: harbour, kind: feed, url: "https://harbour.example/rss"}
  - {name: harbour, kind: feed, url: "https://harbour.example/2"}
  - {name: Harbour Two, kind: telepathy, url: "ftp://x"}
  - kind: folder
    url: https://harbour.example
  - name: site
    kind: sitemap
    name: again
    most: 0
    robots: perhaps
  - just words
"""


def test_a_sound_file_gives_its_sources_with_defaults_and_their_own_ways() -> None:
    register = parse_register(GOOD)
    harbour, drop = register.sources
    assert register.agent == "Harbour Monitor (desk@harbour.example)"
    assert (harbour.every, harbour.follow, harbour.robots, harbour.place) == (
        600,
        True,
        True,
        "https://harbour.example/rss",
    )
    assert (drop.every, drop.silence, drop.outlet, drop.most, drop.enabled, drop.place) == (
        30,
        172800,
        "The desk",
        50,
        False,
        "in/",
    )


def test_every_error_is_told_at_once_with_its_line() -> None:
    with pytest.raises(BadSetting) as told:
        parse_register(BAD)
    lines = str(told.value).splitlines()
    assert lines[0] == "sources.yml has 14 errors:"
    expected = (
        (2, "unknown key 'sauces'"),
        (4, "every is 'soon'"),
        (7, "'harbour' is taken by the source at line 6"),
        (8, "name is 'Harbour Two'"),
        (8, "kind is 'telepathy'; choose from feed"),
        (8, "url is 'ftp://x'"),
        (9, "without name"),
        (9, "needs path"),
        (10, "has no url"),
        (13, "the key name stands twice"),
        (11, "needs url"),
        (14, "most is '0'"),
        (15, "robots is 'perhaps'"),
        (16, "a source must be keys with values"),
    )
    for line, words in expected:
        assert any(f"line {line}:" in told_line and words in told_line for told_line in lines), (line, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("version: 1\nsources:\n  - {name: a\n", "line 4"),
        ("version: 2\nsources: [{name: a, kind: folder, path: x}]", "write version: 1"),
        ("", "at least one source"),
        ("version: 1\nsources: []", "at least one source"),
        ("version: 1\nsources: &a [*a]", "a source must be keys"),
        ("- x", "must be keys with values"),
        ("version: 1\nsources: !!python/object/apply:os.system [ls]", "must be keys"),
    ],
)
def test_what_is_no_register_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadSetting, match=words):
        parse_register(text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"sources\.yml can't be read"):
        load_register(tmp_path / "sources.yml")


def test_the_published_schema_takes_what_reading_takes() -> None:
    published = json.loads((ROOT / "docs" / "sources.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "write docs/sources.schema.json anew: python -m tools.build_schema"
    jsonschema.Draft202012Validator.check_schema(published)
    validator = jsonschema.Draft202012Validator(published)
    validator.validate(yaml.safe_load(GOOD))
    assert len(list(validator.iter_errors(yaml.safe_load(BAD.replace("    name: again\n", ""))))) > 5


def test_the_example_of_the_page_is_sound() -> None:
    page = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    assert len(parse_register(example).sources) >= 5
