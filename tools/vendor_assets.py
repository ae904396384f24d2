"""Fetch the scripts, styles and fonts that the pages use, from npm, checked against the hashes pinned here.

    python -m tools.vendor_assets           # fetch again, into src/vedette/web/static/vendor
    python -m tools.vendor_assets --check   # only compare what is committed with the pinned hashes (no network)

A new version needs a new hash: the tool refuses anything else. Nothing is built or changed on the way.
"""

import argparse
import base64
import hashlib
import io
import sys
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/vedette/web/static/vendor"
#: What only the tests use: the checker of accessibility.
FOR_TESTS = ROOT / "tests/products/vendor"
REGISTRY = "https://registry.npmjs.org"


@dataclass(frozen=True)
class Package:
    """A package of npm: the SHA-512 of its archive as npm gives it, its licence, and the files taken from it."""

    name: str
    version: str
    integrity: str
    licence: str
    files: tuple[str, ...]
    within: Path = VENDOR

    @property
    def folder(self) -> Path:
        """Where its files go."""
        return self.within / self.name.rpartition("/")[2]


PACKAGES = (
    Package(
        "maplibre-gl",
        "6.17.0",
        "sha512-2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ==",
        "BSD-3-Clause",
        (
            "dist/maplibre-gl.mjs",
            "dist/maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css",
            "LICENSE.txt",
        ),
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        "0BSD",
        (
            "dist/htmx.min.js",
            "LICENSE",
        ),
    ),
    Package(
        "uplot",
        "1.6.32",
        "sha512-KIMVnG68zvu5XXUbC4LQEPnhwOxBuLyW1AHtpm6IKTXImkbLgkMy+jabjLgSLMasNuGGzQm/ep3tOkyTxpiQIw==",
        "MIT",
        (
            "dist/uPlot.iife.min.js",
            "dist/uPlot.min.css",
            "LICENSE",
        ),
    ),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "sha512-OupL48va4JNofb97w6NYeF9S7W/kHNKM0Er8Dem5nqi4jeOLrVJDoE8tZEpnMJmtkvNbB1EIPPwHcdkF6b1oUA==",
        "OFL-1.1",
        (
            "files/inter-latin-wght-normal.woff2",
            "files/inter-latin-ext-wght-normal.woff2",
            "files/inter-cyrillic-wght-normal.woff2",
            "LICENSE",
        ),
    ),
    Package(
        "@fontsource-variable/source-serif-4",
        "5.3.1",
        "sha512-4Rtay22SC4lMvw11r/+9kxANB6P3M0X8s1NudBC2v0J1KU2y3DcMoNcT3lBoZ/CqLirzf+StlO6UlJilyrvaUg==",
        "OFL-1.1",
        (
            "files/source-serif-4-latin-wght-normal.woff2",
            "files/source-serif-4-latin-ext-wght-normal.woff2",
            "files/source-serif-4-cyrillic-wght-normal.woff2",
            "LICENSE",
        ),
    ),
    Package(
        "@fontsource/noto-sans-arabic",
        "5.3.0",
        "sha512-i3t6GR0LOReyJVEk+YfYCnxv53wuIelg7Y9NGNvOq4Diq/EP0YszaGXkQwfQNigLjfO4POrLaPGM0sNliGYk7A==",
        "OFL-1.1",
        (
            "files/noto-sans-arabic-arabic-400-normal.woff2",
            "files/noto-sans-arabic-arabic-600-normal.woff2",
            "LICENSE",
        ),
    ),
    Package(
        "axe-core",
        "4.14.1",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        "MPL-2.0",
        (
            "axe.min.js",
            "LICENSE",
        ),
        FOR_TESTS,
    ),
)


def fetch(package: Package) -> dict[str, bytes]:
    """The wanted files of a package. Raises SystemExit where the archive is not the pinned one."""
    short = package.name.rpartition("/")[2]
    url = f"{REGISTRY}/{package.name}/-/{short}-{package.version}.tgz"
    with urllib.request.urlopen(url, timeout=60) as answer:
        archive = answer.read()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != package.integrity:
        raise SystemExit(f"{url}: {found} is not the pinned {package.integrity}")
    files = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for name in package.files:
            member = tar.extractfile(f"package/{name}")
            if member is None:
                raise SystemExit(f"{package.name} has no file {name}")
            files[name.rpartition("/")[2]] = member.read()
    return files


def manifest() -> str:
    """The hashes of all files there are, one a line, as sha256sum writes them."""
    found = (p for folder in (VENDOR, FOR_TESTS) for p in folder.rglob("*"))
    paths = sorted(p for p in found if p.is_file() and p.name != "SHA256SUMS")
    lines = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(ROOT).as_posix()}\n" for p in paths)
    return "".join(lines)


def main() -> None:
    """Fetch, or compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed hashes, fetch nothing")
    sums = VENDOR / "SHA256SUMS"
    if parser.parse_args().check:
        if manifest() != sums.read_text(encoding="utf-8"):
            sys.exit("the vendored files are not those whose hashes are committed")
        return
    for package in PACKAGES:
        package.folder.mkdir(parents=True, exist_ok=True)
        for name, content in fetch(package).items():
            (package.folder / name).write_bytes(content)
        print(f"{package.name} {package.version} ({package.licence})")
    sums.write_text(manifest(), encoding="utf-8")


if __name__ == "__main__":
    main()
