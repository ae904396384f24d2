// What every page does: light or dark, and when the reader was here last.

const root = document.documentElement;

document.getElementById("theme")?.addEventListener("click", () => {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept */ }
  root.dispatchEvent(new CustomEvent("themechange"));
});

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
