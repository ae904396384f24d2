// What every page does: light or dark, what goes on paper, and when the reader was here last.

const root = document.documentElement;

document.getElementById("theme")?.addEventListener("click", () => {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept */ }
  root.dispatchEvent(new CustomEvent("themechange"));
});

// On paper all is unfolded and light; who draws by script does it anew for the width of a sheet.
const paper = { theme: null };
function onPaper() {
  if (paper.theme) return;
  paper.theme = root.dataset.theme;
  root.dataset.theme = "light";
  document.querySelector(".top")?.setAttribute("data-address", location.href);
  for (const fold of document.querySelectorAll("main details:not([open])")) { fold.open = true; fold.dataset.unfolded = ""; }
  root.dispatchEvent(new CustomEvent("onpaper", { detail: true }));
}
function offPaper() {
  if (!paper.theme) return;
  root.dataset.theme = paper.theme;
  paper.theme = null;
  for (const fold of document.querySelectorAll("details[data-unfolded]")) { fold.open = false; delete fold.dataset.unfolded; }
  root.dispatchEvent(new CustomEvent("onpaper", { detail: false }));
}
addEventListener("beforeprint", onPaper);
addEventListener("afterprint", offPaper);
matchMedia("print").addEventListener("change", (media) => (media.matches ? onPaper() : offPaper()));

// The last visit: when this browser opened the changes before this one.
const link = document.getElementById("last-visit");
try {
  const before = localStorage.getItem("visit");
  if (link && before) {
    const address = new URL(link.href);
    address.searchParams.set("before", before);
    link.href = address.href;
    link.hidden = false;
  }
  if (link) localStorage.setItem("visit", new Date().toISOString().slice(0, 19) + "Z");
} catch { /* no storage */ }
