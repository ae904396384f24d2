// The board: map, list, and the two clocks. The address holds the whole state, so that a link shows the same picture.

import { kindsOf } from "/static/js/kinds.js";

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
const format = (more) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC", ...more });
const byDay = format({}), byMinute = format({ hour: "2-digit", minute: "2-digit" });
const words = (ms, hours) => (hours ? byMinute : byDay).format(ms);
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
  if (moved) { const { map } = plot, c = map.getCenter(); query.set("at", `${map.getZoom().toFixed(2)}/${c.lat.toFixed(4)}/${c.lng.toFixed(4)}`); }
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
function drawHistogram({ first: begin, counts }) {
  const bins = new Map(), offset = begin ? Math.round((Date.parse(`${begin}T00:00Z`) - first) / DAY) : 0;
  for (const [i, n] of counts.entries()) {
    const at = offset + i;
    if (n && at >= 0 && at <= days) bins.set(at - (at % binned), (bins.get(at - (at % binned)) ?? 0) + n);
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

let plot = null, picture = null, selected = address.get("event"), moved = false;

/** Where the map looks at first: what the address says, else all that is known. */
function view() {
  const at = (address.get("at") ?? "").split("/").map(Number);
  if (at.length === 3 && at.every(Number.isFinite)) return { zoom: at[0], center: [at[2], at[1]] };
  const box = (desk.dataset.bounds || "").split(",").map(Number);
  if (box.length !== 4) return { zoom: 4, center: [38, 34] };
  const size = $("map").getBoundingClientRect();
  const x = (lon) => (lon + 180) / 360, y = (lat) => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  const [left, bottom, right, top] = [x(box[0]), y(box[1]), x(box[2]), y(box[3])];
  const room = (pixels, margin, share) => Math.log2(Math.max(80, pixels - 2 * margin) / (512 * Math.max(share, 1e-9)));
  const zoom = Math.max(0, Math.min(9, room(size.width, 60, right - left), room(size.height, 55, bottom - top)));
  return { zoom, center: [(box[0] + box[2]) / 2, (Math.atan(Math.sinh(Math.PI * (1 - top - bottom))) * 180) / Math.PI] };
}
const begins = view();

let asking = false, turn = 0, answered = 0;

/** Ask for the picture of what the controls say, and show it. One question at a time: if the controls have moved by the
 * time it is answered, the next follows. The board is busy until the newest picture is on the screen. */
async function refresh() {
  turn += 1;
  desk.dataset.busy = "true";
  if (asking) return;
  asking = true;
  try {
    while (answered < turn) await answer(turn);
  } finally {
    asking = false;
  }
}

async function answer(mine) {
  answered = mine;
  remember();
  const query = asked();
  if (plot && picture && !picture.complete) {
    const b = plot.map.getBounds();
    query.set("bbox", [Math.max(-180, b.getWest()), Math.max(-90, b.getSouth()), Math.min(180, b.getEast()), Math.min(90, b.getNorth())].map((v) => v.toFixed(4)).join(","));
  }
  query.set("zoom", (plot?.map.getZoom() ?? begins.zoom).toFixed(1));
  $("list").setAttribute("aria-busy", "true");
  const told = await fetch(`/map/picture?${query}`).catch(() => null);
  if (!told?.ok) { $("list").textContent = "The ledger does not answer."; return; }
  picture = await told.json();
  const drawing = plot ? plot.draw(picture) : started;
  $("list").innerHTML = picture.list;
  $("list").setAttribute("aria-busy", "false");
  $("count").textContent = `${picture.count} event${picture.count === 1 ? "" : "s"}` + (picture.unlocated ? `, ${picture.unlocated} without a known point` : "");
  drawHistogram(picture.days);
  legend();
  drawing.then(() => {
    if (mine !== turn) return;
    desk.dataset.busy = "false";
    desk.dataset.ready = "true";
  });
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

/** What follows a move of a control. */
function later() { tellTime(); refresh(); }

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
  plot?.choose(event);
  remember();
  const now = asked(), then = new URLSearchParams();
  for (const name of ["as_of", ...KEPT]) if (now.has(name)) then.set(name, now.get(name));
  show(`/events/${encodeURIComponent(event)}/card${then.size ? `?${then}` : ""}`, focus);
}

function close() { selected = null; $("panel").hidden = true; $("panel").replaceChildren(); plot?.choose(null); remember(); }

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
    if (asking) return;
    clock.value = Math.min(clockSteps, Number(clock.value) + stride);
    later();
    if (Number(clock.value) >= clockSteps) stop();
  }, 900);
});

// --- start ---

readAddress();
tellTime();
if (matchMedia("(min-width: 1100px)").matches) $("legend").open = true;
// The list stands as soon as it is answered; the map follows when its program is here.
const started = start();
if (selected) started.then(() => { open(selected, false); });

async function start() {
  const begun = refresh();
  const { Plot, fonts, maplibregl } = await import("/static/js/plot.js");
  await Promise.all([fonts(), Promise.race([begun, new Promise((done) => { setTimeout(done, 500); })])]);
  try {
    plot = new Plot($("map"), begins, picture);
  } catch {
    $("map").textContent = "This browser can't draw the map. The lists hold all that it would show.";
    return;
  }
  const { map } = plot;
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({}), "bottom-left");
  map.on("moveend", (event) => { if (event.originalEvent) { moved = true; remember(); } if (picture && !picture.complete) refresh(); });
  for (const layer of ["events", "held"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  map.on("click", (event) => {
    const found = plot.found(event.point);
    if (!found) return;
    const p = found.properties;
    if (p.cluster) { map.easeTo({ center: found.at, zoom: map.getZoom() + 2 }); return; }
    if (found.layer === "events" && !p.count) { open(p.id); return; }
    const query = asked();
    query.set("lon", found.at[0]); query.set("lat", found.at[1]);
    show(`/map/at?${query}`);
  });
  document.documentElement.addEventListener("themechange", () => plot.recoloured());
  let sheet = null;
  document.documentElement.addEventListener("onpaper", (event) => {
    sheet?.remove();
    sheet = event.detail ? plot.printed() : null;
  });
  plot.choose(selected);
  await plot.ready;
}
