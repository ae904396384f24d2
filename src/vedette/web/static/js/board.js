// The board: map, list, and the two clocks. The address holds the whole state, so that a link shows the same picture.

import { addSigns, circle, collection, colour, fonts, kindsOf, maplibregl, markOf, shapeOf, style } from "/static/js/mapbase.js";

const $ = (id) => document.getElementById(id);
const desk = document.querySelector(".desk");
const DAY = 86_400_000, HOUR = 3_600_000;
const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
const address = new URLSearchParams(location.search);

// --- time ---

const first = Date.parse(`${desk.dataset.first || "2000-01-01"}T00:00Z`), last = Date.parse(`${desk.dataset.last || "2000-01-02"}T00:00Z`);
const days = Math.max(1, Math.round((last - first) / DAY));
const clockFirst = Date.parse(desk.dataset.clockFirst) || first, clockStep = Number(desk.dataset.clockStep) * HOUR, clockSteps = Number(desk.dataset.clockSteps);
const fine = clockStep < DAY;
const [from, to, clock] = [$("from"), $("to"), $("clock")];
from.max = to.max = days;
clock.max = clockSteps;

const dayAt = (value) => first + value * DAY;
const words = (ms, hours) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC", ...(hours ? { hour: "2-digit", minute: "2-digit" } : {}) }).format(ms);
const clockMoment = (value) => new Date(clockFirst + value * clockStep).toISOString().slice(0, 16) + "Z";

function readAddress() {
  const place = (name, otherwise) => {
    const time = Date.parse(`${address.get(name) ?? ""}T00:00Z`);
    return Number.isNaN(time) ? otherwise : Math.max(0, Math.min(days, Math.round((time - first) / DAY)));
  };
  from.value = place("from", 0);
  to.value = place("to", days);
  const then = address.get("as_of");
  const moment = then ? Date.parse(then.length === 10 ? `${then}T23:59Z` : then) : NaN;
  clock.value = Number.isNaN(moment) ? clockSteps : Math.max(0, Math.min(clockSteps, Math.round((moment - clockFirst) / clockStep)));
  const off = new Set((address.get("off") ?? "").split(".").filter(Boolean));
  for (const box of document.querySelectorAll("[name=shape]")) box.checked = !off.has(box.value);
  $("sure").value = address.get("sure") ?? "";
  $("recalled").checked = address.get("recalled") === "true";
  $("expected").checked = address.get("expected") === "true";
}

const SURE = { reported: ["reported", "corroborated", "conceded", "confirmed", "contested"], corroborated: ["corroborated", "conceded", "confirmed"] };

/** The clock of the ledger and its rules: no control sets them, the address keeps them. */
const KEPT = ["as_recorded", "with_rules"];

/** What the server is asked, from the controls. */
function asked() {
  const query = new URLSearchParams();
  for (const name of KEPT) if (address.has(name)) query.set(name, address.get(name));
  if (Number(from.value) > 0) query.set("from", iso(dayAt(Number(from.value))));
  if (Number(to.value) < days) query.set("to", iso(dayAt(Number(to.value))));
  if (Number(clock.value) < clockSteps) query.set("as_of", clockMoment(Number(clock.value)));
  const boxes = [...document.querySelectorAll("[name=shape]")];
  if (boxes.some((box) => !box.checked)) {
    for (const box of boxes) if (box.checked) for (const kind of box.value === "other" ? OTHERS : kindsOf(box.value)) query.append("kind", kind);
    if (!boxes.some((box) => box.checked)) query.append("kind", "base-established");
  }
  for (const rung of SURE[$("sure").value] ?? []) query.append("rung", rung);
  for (const name of ["recalled", "expected"]) if ($(name).checked) query.set(name, "true");
  return query;
}
const OTHERS = ["agreement", "property-destruction", "weapons-disrupted", "group-change", "base-established", "peaceful-protest", "protest-with-intervention", "violent-demonstration", "other"];

/** The address of this very picture. */
function remember() {
  const query = new URLSearchParams();
  const now = asked();
  for (const name of ["from", "to", "as_of", ...KEPT, "recalled", "expected"]) if (now.has(name)) query.set(name, now.get(name));
  const off = [...document.querySelectorAll("[name=shape]")].filter((box) => !box.checked).map((box) => box.value);
  if (off.length) query.set("off", off.join("."));
  if ($("sure").value) query.set("sure", $("sure").value);
  if (selected) query.set("event", selected);
  if (moved) { const c = map.getCenter(); query.set("at", `${map.getZoom().toFixed(2)}/${c.lat.toFixed(4)}/${c.lng.toFixed(4)}`); }
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  for (const link of document.querySelectorAll(".top a")) {
    const target = new URL(link.href);
    for (const name of ["as_of", ...KEPT]) if (now.has(name)) target.searchParams.set(name, now.get(name)); else target.searchParams.delete(name);
    link.href = target.href;
  }
}

function tellTime() {
  if (Number(from.value) > Number(to.value)) from.value = to.value;
  const whole = from.value === "0" && Number(to.value) === days;
  const [a, b] = [dayAt(Number(from.value)), dayAt(Number(to.value))];
  $("when-words").value = a === b ? words(a) : `${words(a)} to ${words(b)}`;
  $("when-all").hidden = whole;
  const past = Number(clock.value) < clockSteps;
  $("clock-words").value = past ? words(clockFirst + Number(clock.value) * clockStep, fine) + (fine ? " UTC" : "") : "now: all that is on record";
  $("clock-words").classList.toggle("past", past);
  $("now").hidden = !past;
  for (const bar of $("histogram").querySelectorAll("rect")) bar.classList.toggle("in", Number(bar.dataset.day) + binned > Number(from.value) && Number(bar.dataset.day) <= Number(to.value));
  from.setAttribute("aria-valuetext", words(a));
  to.setAttribute("aria-valuetext", words(b));
  clock.setAttribute("aria-valuetext", $("clock-words").value);
}

/** Bars are as many days wide as it takes for a few hundred of them; those that stand already are not drawn again. */
const binned = Math.ceil((days + 1) / 320);
let drawn = "";
function drawHistogram(counted) {
  const bins = new Map();
  for (const [day, n] of counted) {
    const at = Math.round((Date.parse(`${day}T00:00Z`) - first) / DAY);
    if (at >= 0 && at <= days) bins.set(at - (at % binned), (bins.get(at - (at % binned)) ?? 0) + n);
  }
  const key = [...bins].flat().join();
  if (key === drawn) { tellTime(); return; }
  drawn = key;
  const svg = $("histogram"), most = Math.max(1, ...bins.values()), wide = (1000 * binned) / (days + 1);
  svg.setAttribute("viewBox", "0 0 1000 100");
  const bar = (day, n) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const tall = Math.max(4, (n / most) * 100);
    for (const [name, value] of Object.entries({ x: (day / binned) * wide + (wide - Math.min(wide * 0.72, 40)) / 2, y: 100 - tall, width: Math.min(wide * 0.72, 40), height: tall })) rect.setAttribute(name, value);
    rect.dataset.day = day;
    return rect;
  };
  svg.replaceChildren(...[...bins].map(([day, n]) => bar(day, n)));
  tellTime();
}

// --- map ---

let map, picture, selected = address.get("event"), moved = false, ready = false, asking = null;

function layers() {
  addSigns(map);
  for (const name of ["reach", "held", "events", "chosen"]) map.addSource(name, { type: "geojson", data: collection([]) });
  map.addLayer({ id: "reach", type: "fill", source: "reach", paint: { "fill-color": ["match", ["get", "tone"], "dead", colour("dead"), colour("event")], "fill-opacity": ["case", ["get", "area"], 0, 0.045] } }, "village-dot");
  map.addLayer({ id: "reach-edge", type: "line", source: "reach", paint: { "line-color": ["match", ["get", "tone"], "dead", colour("dead"), colour("event")], "line-opacity": 0.3, "line-width": 0.8, "line-dasharray": [2, 2] } }, "village-dot");
  map.addLayer({ id: "held", type: "symbol", source: "held", layout: { "icon-image": ["get", "sign"], "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-offset": [-15, 0], "icon-size": ["interpolate", ["linear"], ["zoom"], 5, 0.7, 9, 1.05] },
    paint: { "icon-opacity": ["-", 1, ["*", 0.68, ["get", "age"]]] } });
  map.addLayer({ id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 19, "circle-color": "transparent", "circle-stroke-color": colour("now"), "circle-stroke-width": 2.5 } });
  map.addLayer({ id: "events", type: "symbol", source: "events", layout: { "icon-image": ["get", "sign"], "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["coalesce", ["get", "killed_low"], 0],
    "icon-size": ["interpolate", ["linear"], ["ln", ["+", 1, ["coalesce", ["get", "killed_low"], 0]]], 0, 0.72, 2, 0.88, 5, 1.3] } });
  map.addLayer({ id: "counts", type: "symbol", source: "events", filter: ["has", "count"], layout: { "text-field": ["to-string", ["get", "count"]], "text-font": ["Inter"], "text-size": 11.5, "text-offset": [1.15, -0.85], "text-allow-overlap": true, "text-ignore-placement": true },
    paint: { "text-color": colour("ink"), "text-halo-color": colour("halo"), "text-halo-width": 2 } });
  ready = true;
}

function draw() {
  if (!ready || !picture) return;
  const index = Object.fromEntries(picture.sides.map((side) => [side.code, side.index % 8]));
  const events = picture.events.features.map((f) => {
    const p = f.properties, dead = p.killed_low > 0;
    return { ...f, properties: { ...p, tone: dead ? "dead" : "plain", sign: `${shapeOf(p.kind)}-${markOf(p.rung)}${dead ? "-dead" : ""}` } };
  });
  const held = picture.control.features.map((f) => {
    const p = f.properties, side = p.sides.length && p.sides[0] in index ? index[p.sides[0]] : "none";
    return { ...f, properties: { ...p, sign: `held-${side}-${+!p.holds}${+p.contested}${+p.besieged}` } };
  });
  const reach = new Map();
  for (const f of events) {
    const p = f.properties, [lon, lat] = f.geometry.coordinates;
    if (p.radius_km && !p.cluster && p.precision !== "country") reach.set(`${lon},${lat}`, circle(lon, lat, p.radius_km, { tone: p.tone, area: p.area || p.radius_km > 30 }));
  }
  map.getSource("events").setData(collection(events));
  map.getSource("held").setData(collection(held));
  map.getSource("reach").setData(collection([...reach.values()]));
  choose();
}

function choose() {
  if (!ready || !picture) return;
  const row = selected && picture.events.features.find((f) => f.properties.id === selected);
  map.getSource("chosen").setData(collection(row ? [row] : []));
}

async function refresh() {
  asking?.abort();
  asking = new AbortController();
  const query = asked();
  if (map && picture && !picture.complete) {
    const b = map.getBounds();
    query.set("bbox", [Math.max(-180, b.getWest()), Math.max(-90, b.getSouth()), Math.min(180, b.getEast()), Math.min(90, b.getNorth())].map((v) => v.toFixed(4)).join(","));
  }
  query.set("zoom", (map?.getZoom() ?? 5).toFixed(1));
  $("list").setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await fetch(`/map/picture?${query}`, { signal: asking.signal });
  } catch (error) {
    if (error.name === "AbortError") return;
    throw error;
  }
  if (!answer.ok) { $("list").textContent = "The ledger does not answer."; return; }
  picture = await answer.json();
  $("list").innerHTML = picture.list;
  $("list").setAttribute("aria-busy", "false");
  $("count").textContent = `${picture.count} event${picture.count === 1 ? "" : "s"}` + (picture.unlocated ? `, ${picture.unlocated} without a known point` : "");
  drawHistogram(picture.days);
  legend();
  fit();
  draw();
  desk.dataset.drawn = String(Number(desk.dataset.drawn ?? 0) + 1);
}

function legend() {
  $("legend-sides").replaceChildren(...picture.sides.map((side) => {
    const item = document.createElement("li"), sample = document.createElement("i");
    sample.className = `swatch c${side.index % 8}`;
    sample.setAttribute("aria-hidden", "true");
    item.append(sample, side.name);
    return item;
  }));
}

let fitted = address.has("at");
function fit() {
  if (fitted || !map || !picture?.bounds) return;
  fitted = true;
  const [w, s, e, n] = picture.bounds;
  map.fitBounds([[w, s], [e, n]], { padding: { top: 50, bottom: 60, left: 60, right: 60 }, maxZoom: 9, animate: false });
}

let waiting = 0;
function later() { clearTimeout(waiting); tellTime(); waiting = setTimeout(() => { remember(); refresh(); }, 40); }

// --- panel ---

async function show(path, focus = true) {
  const answer = await fetch(path);
  if (!answer.ok) { close(); return; }
  $("panel").innerHTML = await answer.text();
  $("panel").hidden = false;
  $("panel").scrollTop = 0;
  if (focus) $("panel").querySelector("h2")?.focus();
}

function open(event, focus) {
  selected = event;
  choose();
  remember();
  const now = asked(), then = new URLSearchParams();
  for (const name of ["as_of", ...KEPT]) if (now.has(name)) then.set(name, now.get(name));
  show(`/events/${encodeURIComponent(event)}/card${then.size ? `?${then}` : ""}`, focus);
}

function close() { selected = null; $("panel").hidden = true; $("panel").replaceChildren(); choose(); remember(); }

document.querySelector(".side").addEventListener("click", (click) => {
  if (click.target.closest("[data-close]")) { close(); return; }
  const row = click.target.closest("[data-event]");
  if (!row || click.ctrlKey || click.metaKey || click.shiftKey) return;
  click.preventDefault();
  open(row.dataset.event);
});
document.addEventListener("keydown", (key) => { if (key.key === "Escape" && !$("panel").hidden) { close(); $("list").querySelector("a")?.focus(); } });

// --- controls ---

for (const slider of [from, to, clock]) slider.addEventListener("input", () => {
  if (slider === from && Number(from.value) > Number(to.value)) to.value = from.value;
  if (slider === to && Number(to.value) < Number(from.value)) from.value = to.value;
  if (slider !== clock) stop();
  later();
});
$("filters").addEventListener("change", later);
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("when-all").addEventListener("click", () => { from.value = 0; to.value = days; later(); });
$("now").addEventListener("click", () => { stop(); clock.value = clockSteps; later(); });

let playing = null;
function stop() { clearInterval(playing); playing = null; $("play").setAttribute("aria-pressed", "false"); $("play").setAttribute("aria-label", "Play"); }
$("play").addEventListener("click", () => {
  if (playing) { stop(); return; }
  if (Number(clock.value) >= clockSteps) clock.value = 0;
  $("play").setAttribute("aria-pressed", "true");
  $("play").setAttribute("aria-label", "Pause");
  const stride = Math.max(1, Math.round(clockSteps / 48));
  playing = setInterval(() => {
    if (desk.getAttribute("data-busy")) return;
    clock.value = Math.min(clockSteps, Number(clock.value) + stride);
    tellTime(); remember(); refresh();
    if (Number(clock.value) >= clockSteps) stop();
  }, 900);
});

// --- start ---

readAddress();
tellTime();
const begun = refresh();
if (matchMedia("(min-width: 1100px)").matches) $("legend").open = true;
await fonts();
const at = (address.get("at") ?? "").split("/").map(Number);
try {
  map = new maplibregl.Map({ container: "map", style: style(), ...(at.length === 3 && at.every(Number.isFinite) ? { zoom: at[0], center: [at[2], at[1]] } : { zoom: 4, center: [38, 34] }),
    attributionControl: { compact: false }, maxZoom: 13, fadeDuration: 0, dragRotate: false, pitchWithRotate: false });
} catch {
  $("map").textContent = "This browser can't draw the map. The lists hold all that it would show.";
}
if (map) {
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({}), "bottom-left");
  map.once("load", async () => { layers(); await begun; fit(); draw(); desk.dataset.ready = "true"; });
  map.on("moveend", (event) => { if (event.originalEvent) { moved = true; remember(); } if (picture && !picture.complete) refresh(); });
  for (const layer of ["events", "held"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  map.on("click", (event) => {
    const [found] = map.queryRenderedFeatures([[event.point.x - 4, event.point.y - 4], [event.point.x + 4, event.point.y + 4]], { layers: ["events", "held"] });
    if (!found) return;
    const p = found.properties, [lon, lat] = found.geometry.coordinates;
    if (p.cluster) { map.easeTo({ center: [lon, lat], zoom: map.getZoom() + 2 }); return; }
    if (found.layer.id === "events" && !p.count) { open(p.id); return; }
    const query = asked();
    const source = found.layer.id === "events" ? picture.events : picture.control;
    const exact = source.features.find((f) => (p.id ? f.properties.id === p.id : f.properties.place === p.place && f.properties.start === p.start))?.geometry.coordinates ?? [lon, lat];
    query.set("lon", exact[0]); query.set("lat", exact[1]);
    show(`/map/at?${query}`);
  });
  document.documentElement.addEventListener("themechange", () => { ready = false; map.setStyle(style()); map.once("style.load", () => { layers(); draw(); }); });
}
if (selected) { await begun; open(selected, false); }
