// The desk by keyboard, what others do meanwhile, and choosing a place on the map.

const floor = document.getElementById("floor");
const work = document.getElementById("work");
const bulk = document.querySelector(".bulk");
const waits = [...document.querySelectorAll(".wait")];
const keys = document.getElementById("keys");
const at = floor.dataset.event;

// --- several at once ---

function count() {
  const chosen = waits.filter((w) => w.querySelector("input[type=checkbox]").checked).length;
  document.getElementById("chosen").textContent = chosen;
  bulk.hidden = bulk.disabled = chosen === 0;
}
for (const wait of waits) wait.querySelector("input[type=checkbox]").addEventListener("change", count);
count();

// --- keys ---

function here() {
  const held = document.activeElement.closest(".wait");
  return waits.indexOf(held ?? waits.find((w) => w.dataset.event === at));
}
function go(step) {
  const next = waits[Math.max(0, Math.min(waits.length - 1, here() + step))];
  next?.querySelector("a").focus();
  next?.scrollIntoView({ block: "nearest" });
}
function act(code) {
  const radio = work?.querySelector(`input[name=act][value=${code}]`);
  if (!radio) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const first = { place: "place-words", regrade: "axis" }[code] ?? "reason";
  document.getElementById(first).focus();
}
const ticks = [...document.querySelectorAll(".pick input")];
function correct() {
  const piece = ticks.find((t) => t.checked)?.closest(".piece") ?? document.querySelector(".piece");
  const form = piece?.querySelector(".correct");
  if (!form) return;
  form.open = true;
  form.querySelector("select, input:not([type=hidden])").focus();
}
const KEYS = {
  j: () => go(1), k: () => go(-1), c: correct,
  x: () => { const box = waits[here()]?.querySelector("input[type=checkbox]"); if (box) { box.checked = !box.checked; count(); } },
  u: () => (document.getElementById("undo-last") ?? document.querySelector(".lately .undo.mine"))?.requestSubmit(),
  "?": () => keys.showModal(),
};
for (const radio of work?.querySelectorAll("input[name=act]") ?? []) KEYS[radio.dataset.key] = () => act(radio.value);

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]):not([type=radio]), select, textarea");
  if (event.key === "Escape" && typing) event.target.blur();
  if (typing || keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[1-9]$/.test(event.key)) {
    const tick = ticks[Number(event.key) - 1];
    if (tick) tick.checked = !tick.checked;
  } else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
});
document.getElementById("keys-open").addEventListener("click", () => keys.showModal());

// --- what others do ---

const news = document.getElementById("news");
const subjects = new Set([...document.querySelectorAll("#work input[name^='v-']")].map((i) => i.name.slice(2)));
function tell(words, stale) {
  news.replaceChildren(words);
  if (stale) {
    const link = document.createElement("a");
    link.href = `/desk?event=${encodeURIComponent(at)}`;
    link.textContent = "Read it again";
    news.append(" ", link);
  }
  news.classList.toggle("stale", stale);
  news.hidden = false;
}
const stream = new EventSource(`/desk/stream?event=${encodeURIComponent(at)}`);
stream.addEventListener("decided", (message) => {
  const told = JSON.parse(message.data);
  const stale = told.subjects.some((s) => subjects.has(s));
  tell(`${told.person} ${told.words}${stale ? ", which is on your desk" : ""}: ${told.reason}.`, stale);
  for (const subject of told.subjects) document.querySelector(`.wait[data-event="${CSS.escape(subject)}"]`)?.classList.add("taken");
});
stream.addEventListener("present", (message) => {
  const others = JSON.parse(message.data);
  for (const wait of waits) {
    const names = others.filter((o) => o.event === wait.dataset.event).map((o) => o.person);
    const mark = wait.querySelector(".there");
    mark.textContent = names.length ? `${names.join(", ")} is here` : "";
    mark.hidden = !names.length;
  }
  floor.dataset.present = others.map((o) => o.person).join(" ");
});
stream.onopen = () => { floor.dataset.live = "true"; };
addEventListener("pagehide", () => stream.close());

// --- a place on the map ---

const box = document.getElementById("pickmap");
const offered = document.getElementById("offered");
let map;
async function pick() {
  if (map) return;
  const { collection, colour, fonts, maplibregl, style } = await import("/static/js/mapbase.js");
  await fonts();
  const known = box.dataset.lon !== "";
  const center = known ? [Number(box.dataset.lon), Number(box.dataset.lat)] : [36.5, 34.5];
  map = new maplibregl.Map({ container: box, style: style(), center, zoom: known ? 6.5 : 5, fadeDuration: 0, attributionControl: false });
  const point = (lon, lat) => collection([{ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: {} }]);
  const show = () => {
    const chosen = offered.querySelector("input[name=place]:checked");
    if (chosen?.dataset.lon) {
      map.getSource("chosen")?.setData(point(Number(chosen.dataset.lon), Number(chosen.dataset.lat)));
      map.jumpTo({ center: [Number(chosen.dataset.lon), Number(chosen.dataset.lat)] });
    }
  };
  map.once("load", () => {
    map.addSource("chosen", { type: "geojson", data: collection([]) });
    map.addLayer({ id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 7, "circle-color": colour("now"), "circle-stroke-color": colour("halo"), "circle-stroke-width": 2 } });
    box.dataset.ready = "true";
    show();
  });
  map.on("click", (event) => {
    map.getSource("chosen")?.setData(point(event.lngLat.lng, event.lngLat.lat));
    const { lng, lat } = event.lngLat.wrap();
    const name = encodeURIComponent(document.getElementById("place-words").value);
    htmx.ajax("GET", `/desk/places?q=${name}&lat=${lat.toFixed(3)}&lon=${lng.toFixed(3)}`, { target: "#offered", swap: "innerHTML" });
  });
  offered.addEventListener("change", show);
  document.body.addEventListener("htmx:afterSwap", show);
}
work?.addEventListener("change", (event) => {
  if (event.target.name !== "act" || event.target.value !== "place") return;
  pick();
  htmx.trigger("#place-words", "look");
});
document.documentElement.addEventListener("themechange", () => { map?.remove(); map = undefined; delete box?.dataset.ready; });

floor.dataset.ready = "true";
