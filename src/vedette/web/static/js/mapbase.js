// The base map and the signs on it: colours from the page's own, shapes drawn here, nothing from another host.

import * as maplibregl from "/static/vendor/maplibre-gl/maplibre-gl.mjs";

import { colour } from "/static/js/colour.js";

export { colour, maplibregl };

const FONT = ["Inter", "Noto Sans Arabic"];

/** Labels are drawn from the page's fonts, which must be there first. */
export function fonts() {
  const wanted = ["500 14px Inter", "400 14px 'Noto Sans Arabic'"];
  return Promise.all(wanted.map((font, i) => document.fonts.load(font, ["Aleppo Ḩamāh Київ", "حلب"][i])));
}

export function style() {
  const line = (id, source, paint, more = {}) => ({ id, type: "line", source: "base", "source-layer": source, paint, ...more });
  const label = (id, source, layout, paint = {}, more = {}) => ({
    id, type: "symbol", source: "base", "source-layer": source,
    layout: { "text-font": FONT, "text-padding": 4, "text-max-width": 8, ...layout },
    paint: { "text-color": colour("label"), "text-halo-color": colour("halo"), "text-halo-width": 1.3, ...paint },
    ...more,
  });
  const towns = (id, size, least, dot) => [
    { id: `${id}-dot`, type: "circle", source: "base", "source-layer": id, minzoom: least,
      paint: { "circle-radius": dot, "circle-color": colour("town"), "circle-opacity": 0.75 } },
    label(id, id, { "text-field": ["get", "name"], "text-size": size, "text-anchor": "left", "text-offset": [0.95, 0.05],
      "symbol-sort-key": ["-", ["get", "people"]] }, { "text-color": colour("town") }, { minzoom: least }),
  ];
  return {
    version: 8,
    sources: { base: { type: "vector", tiles: [`${location.origin}/tiles/{z}/{x}/{y}`], minzoom: 0, maxzoom: 6,
      attribution: "Natural Earth · GeoNames" } },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("water") } },
      { id: "land", type: "fill", source: "base", "source-layer": "land", paint: { "fill-color": colour("land") } },
      { id: "lake", type: "fill", source: "base", "source-layer": "lake", paint: { "fill-color": colour("water") } },
      line("river", "river", { "line-color": colour("water"), "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 8, 2] }),
      line("division", "division", { "line-color": colour("division"), "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.4, 8, 1.2] }),
      line("border", "border", { "line-color": colour("border"), "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 8, 1.8] },
        { filter: ["==", ["get", "kind"], "agreed"] }),
      line("disputed", "border", { "line-color": colour("disputed"), "line-dasharray": [2.5, 2], "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.7, 8, 2] },
        { filter: ["==", ["get", "kind"], "disputed"] }),
      label("division-name", "division_name", { "text-field": ["case", ["==", ["get", "local"], ""], ["get", "name"],
        ["concat", ["get", "name"], "\n", ["get", "local"]]], "text-size": ["interpolate", ["linear"], ["zoom"], 5, 10.5, 8, 13], "text-letter-spacing": 0.04 },
        { "text-opacity": 0.62 }, { minzoom: 5.6 }),
      ...towns("village", 10.5, 9, 1.6),
      ...towns("town", 11.5, 7.2, 2),
      ...towns("city", 12.5, 5.2, 2.4),
      ...towns("capital", 13.5, 3.6, 3),
      label("country-name", "country_name", { "text-field": ["get", "name"], "text-size": ["interpolate", ["linear"], ["zoom"], 2, 10, 6, 15],
        "text-letter-spacing": 0.06, "symbol-sort-key": ["-", ["get", "size"]] }, { "text-opacity": 0.8 }, { maxzoom: 7.5 }),
    ],
  };
}

// --- signs ---

const PATHS = {
  air: "M-9.5-7h19L0 9.5z", fire: "M0-10 10 0 0 10-10 0z",
  bomb: "M0-11 2.6-4.2 9.5-7.4 6-.9 11 4.4 4 4.1 1.9 11-1.6 5-8.6 7.7-5.4 1.2-11-2.6-4-3.6z",
  clash: "M-9-5.6-5.6-9 0-3.4 5.6-9 9-5.6 3.4 0 9 5.6 5.6 9 0 3.4-5.6 9-9 5.6-3.4 0z",
  harm: "M-8-8H8V8H-8z", other: "M7.5 0A7.5 7.5 0 1 1-7.5 0 7.5 7.5 0 1 1 7.5 0z",
};

/** One sign: the shape says what happened, the filling how sure it is. */
function sign(shape, mark, ink, ground) {
  const scale = 3, size = 30 * scale;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const c = canvas.getContext("2d", { willReadFrequently: true });
  c.translate(size / 2, size / 2);
  c.scale(scale, scale);
  const path = new Path2D(PATHS[shape]);
  c.lineJoin = "round";
  c.strokeStyle = ground; c.lineWidth = 5; c.stroke(path);
  c.fillStyle = ground; c.fill(path);
  c.strokeStyle = c.fillStyle = ink; c.lineWidth = 1.8;
  if (mark === "full") c.fill(path);
  if (mark === "half") { c.globalAlpha = 0.38; c.fill(path); c.globalAlpha = 1; }
  if (mark === "split") { c.save(); c.beginPath(); c.rect(-13, -13, 13, 26); c.clip(); c.fill(path); c.restore(); }
  if (mark === "gone") { c.globalAlpha = 0.65; c.beginPath(); c.moveTo(-8, 8); c.lineTo(8, -8); c.stroke(); }
  c.stroke(path);
  return c.getImageData(0, 0, size, size);
}

/** A held place: a square in the side's colour; hatched where contested, hollow where a party is only present. */
function square(fill, { hollow, contested, besieged }, ground) {
  const scale = 3, size = 26 * scale;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const c = canvas.getContext("2d", { willReadFrequently: true });
  c.translate(size / 2, size / 2);
  c.scale(scale, scale);
  if (besieged) { c.strokeStyle = fill; c.lineWidth = 1.4; c.setLineDash([2, 2]); c.strokeRect(-11, -11, 22, 22); c.setLineDash([]); }
  c.fillStyle = ground; c.fillRect(-8.5, -8.5, 17, 17);
  c.fillStyle = fill;
  if (!hollow && !contested) c.fillRect(-7, -7, 14, 14);
  if (contested) {
    c.save(); c.beginPath(); c.rect(-7, -7, 14, 14); c.clip();
    c.strokeStyle = fill; c.lineWidth = 2.4;
    for (let d = -28; d < 28; d += 5) { c.beginPath(); c.moveTo(d, -8); c.lineTo(d + 16, 8); c.stroke(); }
    c.restore();
  }
  c.strokeStyle = fill; c.lineWidth = 2; c.strokeRect(-7, -7, 14, 14);
  return c.getImageData(0, 0, size, size);
}

/** Draws each sign when a layer first asks for it: a page shows few of the hundred and more there are. */
export function signsFor(map) {
  map.setMissingStyleImageResolver((name) => {
    if (map.hasImage(name)) return;
    const ground = colour("halo");
    const [shape, mark, more] = name.split("-");
    const image = shape === "held" ? square(colour(mark === "none" ? "c-none" : `c${mark}`), { hollow: more[0] === "1", contested: more[1] === "1", besieged: more[2] === "1" }, ground)
      : PATHS[shape] ? sign(shape, mark, colour(more === "dead" ? "dead" : "event"), ground) : null;
    if (image) map.addImage(name, image, { pixelRatio: 3 });
  });
}

/** A circle of a true radius on the ground, as a polygon. */
export function circle(lon, lat, km, properties = {}) {
  const points = [], steps = 64, across = km / (111.32 * Math.cos((lat * Math.PI) / 180)), up = km / 110.574;
  for (let i = 0; i <= steps; i++) {
    const turn = (2 * Math.PI * i) / steps;
    points.push([lon + across * Math.cos(turn), lat + up * Math.sin(turn)]);
  }
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [points] }, properties };
}

export const collection = (features) => ({ type: "FeatureCollection", features });
