// The small map of one event or place.

import { circle, collection, colour, fonts, maplibregl, signsFor, style } from "/static/js/mapbase.js";

const box = document.getElementById("minimap");
if (box) {
  const lon = Number(box.dataset.lon), lat = Number(box.dataset.lat), km = Number(box.dataset.radius);
  await fonts();
  const zoom = km > 0 ? Math.max(3, Math.min(8.6, Math.log2((40075 * Math.cos((lat * Math.PI) / 180) * 0.28) / (km * 2.6)))) : 8;
  const map = new maplibregl.Map({ container: box, style: style(), center: [lon, lat], zoom, interactive: false, attributionControl: false, fadeDuration: 0 });
  signsFor(map);
  const draw = () => {
    map.addSource("where", { type: "geojson", data: collection(km > 0 ? [circle(lon, lat, km)] : []) });
    map.addSource("point", { type: "geojson", data: collection([{ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: {} }]) });
    map.addLayer({ id: "where", type: "fill", source: "where", paint: { "fill-color": colour("dead"), "fill-opacity": 0.1 } });
    map.addLayer({ id: "edge", type: "line", source: "where", paint: { "line-color": colour("dead"), "line-width": 1.2 } });
    if (box.dataset.kind) map.addLayer({ id: "sign", type: "symbol", source: "point", layout: { "icon-image": `${box.dataset.kind}-${box.dataset.mark}`, "icon-allow-overlap": true } });
  };
  map.once("load", draw);
  document.documentElement.addEventListener("themechange", () => { map.setStyle(style()); map.once("style.load", draw); });
}
