// What the board draws on its map: the sources and layers of a picture, and the moment at which they are on the screen.

import { markOf, shapeOf } from "/static/js/kinds.js";
import { circle, collection, colour, fonts, maplibregl, signsFor, style } from "/static/js/mapbase.js";

export { fonts, maplibregl };

/** Circles that a sign covers anyway are not drawn: pixels of radius from which on they are. */
const SEEN = 9;

/** The style of the base map with the board's own layers and what they show. */
function styled(shown) {
  const made = style();
  const is = (name) => ["==", ["get", "is"], name];
  const tone = ["match", ["get", "tone"], "dead", colour("dead"), colour("event")], deadly = ["coalesce", ["get", "killed_low"], 0];
  const under = [
    { id: "reach", type: "fill", source: "board", filter: is("reach"), paint: { "fill-color": tone, "fill-opacity": ["case", ["get", "area"], 0, 0.045], "fill-antialias": false } },
    { id: "reach-edge", type: "line", source: "board", filter: is("reach"), paint: { "line-color": tone, "line-opacity": 0.3, "line-width": 0.8, "line-dasharray": [2, 2] } },
  ];
  const over = [
    { id: "held", type: "symbol", source: "board", filter: is("held"), layout: { "icon-image": ["get", "sign"], "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-offset": [-15, 0], "icon-size": ["interpolate", ["linear"], ["zoom"], 5, 0.7, 9, 1.05] },
      paint: { "icon-opacity": ["-", 1, ["*", 0.68, ["get", "age"]]] } },
    { id: "events", type: "symbol", source: "board", filter: is("events"), layout: { "icon-image": ["get", "sign"], "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": deadly,
      "icon-size": ["interpolate", ["linear"], ["ln", ["+", 1, deadly]], 0, 0.72, 2, 0.88, 5, 1.3] } },
    { id: "counts", type: "symbol", source: "board", filter: ["has", "count"], layout: { "text-field": ["to-string", ["get", "count"]], "text-font": ["Inter"], "text-size": 11.5, "text-offset": [1.15, -0.85], "text-allow-overlap": true, "text-ignore-placement": true },
      paint: { "text-color": colour("ink"), "text-halo-color": colour("halo"), "text-halo-width": 2 } },
    { id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 19, "circle-color": "transparent", "circle-stroke-color": colour("now"), "circle-stroke-width": 2.5 } },
  ];
  made.layers.splice(made.layers.findIndex((layer) => layer.id === "village-dot"), 0, ...under);
  made.layers.push(...over);
  for (const name of ["board", "chosen"]) made.sources[name] = { type: "geojson", data: shown[name] };
  return made;
}

/** The map with what a picture holds; `view` is its centre and zoom. Throws where the browser can't draw. */
export class Plot {
  constructor(box, view, picture) {
    this.events = [];
    this.held = [];
    this.picked = null;
    this.shown = { board: collection([]), chosen: collection([]) };
    if (picture) this.take(picture, view.zoom);
    const given = { ...this.shown };
    this.map = new maplibregl.Map({ container: box, style: styled(given), ...view, attributionControl: { compact: false }, maxZoom: 13, fadeDuration: 0, dragRotate: false, pitchWithRotate: false });
    signsFor(this.map);
    this.ready = this.whole(1500);
    this.map.touchZoomRotate.disableRotation();
    this.map.once("style.load", () => { for (const [name, data] of Object.entries(this.shown)) if (data !== given[name]) this.map.getSource(name).setData(data); });
    this.map.on("zoomend", () => this.put("board", this.board(this.map.getZoom())));
  }

  /** Draw nothing until all is there that was asked for, or for so many milliseconds; then all of it, once. Where no
   * graphics card helps, each frame of a half-empty map costs as much as the whole one. */
  async whole(most) {
    const { map } = this, { painter } = map;
    painter.render = () => {};
    await Promise.race([map.once("idle"), new Promise((done) => { setTimeout(done, most); })]);
    delete painter.render;
    map.triggerRepaint();
    await map.once("render");
    if (!map.loaded()) await map.once("idle");
    await onScreen();
  }

  /** Make of a picture what is drawn of it. */
  take(picture, zoom) {
    const index = Object.fromEntries(picture.sides.map((side) => [side.code, side.index % 8]));
    this.events = picture.events.features.map((f) => {
      const p = f.properties, dead = p.killed_low > 0;
      return { ...f, properties: { ...p, is: "events", tone: dead ? "dead" : "plain", sign: `${shapeOf(p.kind)}-${markOf(p.rung)}${dead ? "-dead" : ""}` } };
    });
    const { at, side, flags, age } = picture.control;
    this.held = at.map((coordinates, i) => ({ type: "Feature", geometry: { type: "Point", coordinates },
      properties: { is: "held", at: i, age: age[i], sign: `held-${index[side[i]] ?? "none"}-${flags[i]}` } }));
    this.shown = { board: this.board(zoom), chosen: this.ring() };
  }

  /** All of it as one source: each more would cost frames of its own. */
  board(zoom) {
    return collection([...reach(this.events, zoom), ...this.held, ...this.events]);
  }

  /** Draw a picture; done when it is on the screen. */
  async draw(picture) {
    this.take(picture, this.map.getZoom());
    this.put("board", this.shown.board);
    if (this.picked) this.put("chosen", this.shown.chosen);
    if (this.map.isMoving()) await this.map.once("idle");
    else if (!this.map.loaded()) await this.whole(400);
  }

  put(name, data) {
    this.shown[name] = data;
    this.map.getSource(name)?.setData(data);
  }

  /** Put a ring around an event, if it is drawn by itself. */
  choose(event) {
    this.picked = event;
    this.put("chosen", this.ring());
  }

  ring() {
    const row = this.picked && this.events.find((f) => f.properties.id === this.picked);
    return collection(row ? [row] : []);
  }

  /** What is drawn at a point of the screen: the layer, and the feature as it was given. */
  found(point) {
    const [hit] = this.map.queryRenderedFeatures([[point.x - 4, point.y - 4], [point.x + 4, point.y + 4]], { layers: ["events", "held"] });
    if (!hit) return null;
    const layer = hit.layer.id, key = layer === "events" ? "id" : "at";
    const exact = this[layer].find((f) => f.properties[key] === hit.properties[key]) ?? hit;
    return { layer, properties: exact.properties, at: exact.geometry.coordinates };
  }

  /** Put a picture of what is on the screen below the map, for paper: a printer finds the map itself empty. */
  printed() {
    const { map } = this, drawn = map.getCanvas(), sheet = document.createElement("canvas");
    [sheet.width, sheet.height, sheet.className] = [drawn.width, drawn.height, "printed"];
    map.redraw();
    sheet.getContext("2d").drawImage(drawn, 0, 0);
    map.getContainer().append(sheet);
    return sheet;
  }

  /** The same in the colours of the page as they are now. */
  recoloured() {
    this.map.setStyle(styled(this.shown), { diff: false });
  }
}

/** Circles of the true radius around events that stand alone, where they are wider than their sign. */
function reach(events, zoom) {
  const found = new Map(), pixels = (512 * 2 ** zoom) / 40075;
  for (const f of events) {
    const p = f.properties, [lon, lat] = f.geometry.coordinates;
    if (!p.radius_km || p.cluster || p.precision === "country") continue;
    if ((p.radius_km * pixels) / Math.cos((lat * Math.PI) / 180) < SEEN) continue;
    found.set(`${lon},${lat}`, circle(lon, lat, p.radius_km, { is: "reach", tone: p.tone, area: p.area || p.radius_km > 30 }));
  }
  return [...found.values()];
}

/** After the frame that is being made. */
function onScreen() {
  return new Promise((done) => { requestAnimationFrame(() => { setTimeout(done); }); });
}
