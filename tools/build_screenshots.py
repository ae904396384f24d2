"""Make the pictures of the pages for the documentation, from the dispatches in samples/.

    python -m tools.build_screenshots [--out docs/img] [--only map-light]

Reads samples/ into a ledger of its own, serves it on a free port of this machine, and opens the pages in Chromium.
"""

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from vedette.client import Client

ROOT = Path(__file__).resolve().parent.parent
VEDETTE = [sys.executable, "-c", "from vedette.cli.main import app; app()"]
#: What Chromium does beside the page: its own address bar is a web page, which it loads anew for every window.
BESIDE = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AimEnabled", "LensOverlay", "MediaRouter",
    "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch", "HttpsUpgrades", "PaintHolding",
)  # fmt: skip
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(BESIDE)}",
]  # fmt: skip
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
#: Name of the picture, address, theme, size; "EVENT" stands for the event with most claims.
SHOTS = (
    ("map-light", "/", "light", DESKTOP),
    ("map-dark", "/", "dark", DESKTOP),
    ("map-past", "/?as_of=2024-11-29T12:00Z", "light", DESKTOP),
    ("map-phone", "/", "light", PHONE),
    ("event-light", "EVENT", "light", DESKTOP),
    ("event-dark", "EVENT", "dark", DESKTOP),
    ("event-phone", "EVENT", "light", PHONE),
    ("document-light", "DOCUMENT", "light", DESKTOP),
    ("place-light", "/places/gn:170063", "light", DESKTOP),
    ("tolls-light", "/tolls", "light", DESKTOP),
    ("tolls-dark", "/tolls", "dark", DESKTOP),
    ("events-light", "/events", "light", DESKTOP),
    ("control-light", "/control", "light", DESKTOP),
    ("changes-light", "/changes?before=2024-11-29", "light", DESKTOP),
    ("changes-phone", "/changes?before=2024-11-29", "dark", PHONE),
    ("signals-light", "/signals?days=365", "light", DESKTOP),
    ("source-light", "SOURCE", "light", DESKTOP),
    ("search-light", "/search?q=hospital", "light", DESKTOP),
    ("login-light", "/login", "light", DESKTOP),
    ("desk-light", "/desk", "light", DESKTOP),
    ("desk-dark", "/desk", "dark", DESKTOP),
    ("desk-phone", "/desk", "light", PHONE),
    ("blind-light", "/desk/blind", "light", DESKTOP),
    ("admin-light", "/admin", "light", DESKTOP),
)
#: The password of who decides in the pictures, and of who looks after accounts.
PASSWORD = "seven grey herons"


def ledger(folder: Path, reports: Sequence[Path] = ()) -> str:
    """A ledger of the samples, or of other reports, as its address."""
    url = f"sqlite:///{folder}/ledger.db"
    given = [str(path) for path in reports] or [str(ROOT / "samples"), "--outlets", str(ROOT / "samples/outlets.csv")]
    subprocess.run([*VEDETTE, "ingest", *given, "--db", url], check=True, capture_output=True)
    return url


def accounts(url: str) -> None:
    """Three accounts beside a ledger."""
    for name, role in (("mira", "adjudicator"), ("jon", "analyst"), ("ines", "admin")):
        add = [*VEDETTE, "users", "add", name, "--role", role, "--stdin", "--db", url]
        subprocess.run(add, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True)


def decided(url: str, root: str) -> None:
    """A few decisions, so that the pictures of the desk show some."""
    made = subprocess.run([*VEDETTE, "tokens", "add", "jon", "--db", url], check=True, capture_output=True, text=True)
    desk = Client(root, token=made.stdout.strip())
    for at, (kind, reason) in enumerate(
        (("review", "waiting for the hospital's own count"), ("accept", "two agencies had their own people there"))
    ):
        event = desk.queue()[at + 3]["event"]["id"]
        desk.decide(kind, "event", [event], versions=desk.versions("event", [event]), reason=reason)


@contextmanager
def served(url: str) -> Iterator[str]:
    """A server over a ledger, as its address; stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*VEDETTE, "serve", "--db", url, "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def chromium() -> str:
    """Chromium's path. Raises SystemExit where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("no Chromium on the path (on Debian: apt install chromium)")
    return found


def settled(page: Page) -> None:
    """Wait until everything is drawn."""
    page.wait_for_load_state("networkidle")
    if page.locator(".desk").count():
        page.wait_for_selector(".desk[data-ready=true]", timeout=20_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(900)


def shoot(browser: Browser, root: str, shot: tuple[str, str, str, dict[str, int]], out: Path) -> None:
    """One picture."""
    name, path, theme, size = shot
    context = browser.new_context(viewport=size, color_scheme=theme, device_scale_factor=1)  # type: ignore[arg-type]
    page = context.new_page()
    api = context.request
    if path == "EVENT":
        events = api.get(f"{root}/api/v1/events?limit=1000").json()["items"]
        path = "/events/" + max(events, key=lambda e: (e["claims"], e["id"]))["id"]
    if path == "DOCUMENT":
        documents = api.get(f"{root}/api/v1/documents?limit=1000").json()["items"]
        path = "/documents/" + next(d for d in documents if "at least 16" in d["title"])["id"]
    if path == "SOURCE":
        sources = api.get(f"{root}/api/v1/sources?limit=1000").json()["items"]
        path = (
            "/sources/"
            + max((s for s in sources if s["kind"] == "outlet"), key=lambda s: s["own"] + s["relayed"])["id"]
        )
    if path.startswith(("/desk", "/admin")):
        page.goto(f"{root}/login?next={path}")
        page.fill("[name=name]", "ines" if path == "/admin" else "mira")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(root + path)
        page.wait_for_timeout(900)
    else:
        page.goto(root + path)
        settled(page)
    page.screenshot(path=str(out / f"{name}.png"))
    context.close()


def main() -> None:
    """Make all pictures, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs/img")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--url", help="a server that runs already")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    shots = [s for s in SHOTS if not given.only or s[0] in given.only]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        if given.url:
            for shot in shots:
                shoot(browser, given.url, shot, given.out)
        else:
            url = ledger(Path(folder))
            accounts(url)
            with served(url) as root:
                decided(url, root)
                for shot in shots:
                    shoot(browser, root, shot, given.out)
        browser.close()
    print(f"{len(shots)} pictures in {given.out}")


if __name__ == "__main__":
    main()
