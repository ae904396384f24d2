// The charts of the page of tolls: running totals by origin, and the gravest event of each day.

import { colour } from "/static/js/colour.js";

const totals = document.getElementById("totals"), daily = document.getElementById("daily");
const address = totals?.dataset.series ?? `/tolls/series${location.search}`;
const seconds = (day) => Date.parse(`${day}T00:00:00Z`) / 1000;
/** Pixels of a chart on a sheet of paper. */
const SHEET = 650;
let drawn = [], onPaper = false;

function axes() {
  const axis = { stroke: colour("faint"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 }, font: "12px Inter" };
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
  return [{ ...axis, grid: { show: false }, incrs: [1, 2, 3, 7, 14, 30, 61, 92, 183, 365, 730, 1826].map((d) => d * 86400), values: (_, values) => values.map((v) => day.format(v * 1000)) }, { ...axis, size: 56, values: (_, values) => values.map((v) => v.toLocaleString("en")) }];
}

function chart(box, series, data, bands, height) {
  const options = { width: onPaper ? SHEET : box.clientWidth, height, tzDate: (t) => uPlot.tzDate(new Date(t * 1000), "UTC"), scales: { x: { range: (_, low, high) => [low - 43_200, high + 43_200] }, y: { range: (_, __, high) => [0, high * 1.06 || 1] } },
    legend: { live: false }, axes: axes(), series: [{ label: "", value: (_, v) => (v == null ? "" : new Date(v * 1000).toISOString().slice(0, 10)) }, ...series], bands, cursor: { y: false } };
  drawn.push([new uPlot(options, data, box), box, height]);
  for (const row of box.querySelectorAll(".u-series")) if (row.textContent.trim() === "" || row.textContent.includes(", high")) row.hidden = true;
}

function draw({ lines, daily: days }) {
  for (const [plot] of drawn) plot.destroy();
  drawn = [];
  if (totals && lines.length) {
    const all = [...new Set(lines.flatMap((line) => line.days))].sort();
    const at = (line, values) => all.map((day) => { const i = line.days.indexOf(day); return i < 0 ? null : values[i]; });
    const series = [], data = [all.map(seconds)], bands = [];
    lines.forEach((line, i) => {
      const ink = colour(`c${i % 8}`);
      series.push({ label: line.name, stroke: ink, width: 2, spanGaps: true, points: { show: true, size: 7, fill: colour("paper") },
        value: (_, v, __, at) => (v == null ? "" : `${v.toLocaleString("en")}${line.open[line.days.indexOf(all[at])] ? " or more" : ""}`) });
      series.push({ label: `${line.name}, high`, stroke: ink, width: 1, dash: [3, 3], spanGaps: true, points: { show: false } });
      data.push(at(line, line.lows), at(line, line.highs));
      bands.push({ series: [data.length - 1, data.length - 2], fill: `${ink}22` });
    });
    chart(totals, series, data, bands, 300);
  }
  if (daily && days.length) {
    const ink = colour("dead"), bars = uPlot.paths.bars({ size: [0.6, 36] });
    chart(daily, [
      { label: "highest figure stated", stroke: ink, fill: `${ink}30`, width: 1, paths: bars, points: { show: false } },
      { label: "floor", stroke: ink, fill: ink, width: 0, paths: bars, points: { show: false } },
    ], [days.map((d) => seconds(d[0])), days.map((d) => d[2]), days.map((d) => d[1])], [], 230);
  }
}

const answer = await fetch(address);
if (answer.ok) {
  const data = await answer.json();
  await document.fonts.load("12px Inter");
  draw(data);
  document.documentElement.addEventListener("themechange", () => draw(data));
  document.documentElement.addEventListener("onpaper", (event) => { onPaper = event.detail; draw(data); });
  addEventListener("resize", () => { if (!onPaper) for (const [plot, box, height] of drawn) plot.setSize({ width: box.clientWidth, height }); });
}
