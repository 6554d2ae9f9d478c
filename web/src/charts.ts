// The page's plots: scales and ticks are d3's, the marks are plain SVG and HTML that follow the page's colours.
import { max } from "d3-array";
import { scaleLinear, scaleUtc } from "d3-scale";
import { utcFormat } from "d3-time-format";
import { h, sized, svg, type Child } from "./dom.ts";
import { count } from "./format.ts";

export interface Period { key: string; all: number; part: number; }

// 24 hours, days before months: as the dates of the tables read.
const time = utcFormat("%H:%M"), dayOf = utcFormat("%-d %b"), month = utcFormat("%B"), year = utcFormat("%Y");

function tickText(date: Date, ticks: Date[]): string {
  if (date.getUTCHours() + date.getUTCMinutes() > 0) return time(date);
  if (ticks.some(t => t.getUTCDate() > 1)) return dayOf(date);
  return date.getUTCMonth() > 0 ? month(date) : year(date);
}

const start = (period: string): Date => new Date(`${period}${period.length === 4 ? "-01-01" : period.length === 7 ? "-01" : ""}T00:00:00Z`);

function end(period: string): Date {
  const date = start(period);
  if (period.length === 4) date.setUTCFullYear(date.getUTCFullYear() + 1);
  else if (period.length === 7) date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + 1);
  return date;
}

// Articles by day, month or year; the dark part of a bar is what was republished.
export function volumeChart(periods: Period[]): HTMLElement {
  const box = h("div", { class: "chart" });
  const first = start(periods[0].key), last = end(periods.at(-1)!.key);
  const draw = (width: number): void => {
    const height = 210, left = 44, right = 8, top = 10, bottom = 26;
    const x = scaleUtc([first, last], [left, width - right]);
    const y = scaleLinear([0, max(periods, p => p.all) ?? 1], [height - bottom, top]).nice(4);
    const picture = svg("svg", {
      width, height, viewBox: `0 0 ${width} ${height}`, role: "img",
      "aria-label": `Articles over time, ${periods[0].key} to ${periods.at(-1)!.key}; the table below has the figures.`,
    });
    for (const tick of y.ticks(4)) {
      if (tick % 1 !== 0) continue;
      picture.append(svg("line", { x1: left, x2: width - right, y1: y(tick), y2: y(tick), class: "grid" }),
                     svg("text", { x: left - 8, y: y(tick), dy: ".32em", "text-anchor": "end", class: "tick" }, count(tick)));
    }
    const ticks = x.ticks(Math.max(2, Math.floor(width / 90)));
    for (const tick of ticks) {
      picture.append(svg("text", { x: x(tick), y: height - 8, "text-anchor": "middle", class: "tick" }, tickText(tick, ticks)));
    }
    for (const p of periods) {
      const from = x(start(p.key)), to = x(end(p.key));
      const gap = to - from > 4 ? 1 : 0;
      const bar = (n: number, name: string): SVGRectElement =>
        svg("rect", { x: from + gap / 2, width: Math.max(0.7, to - from - gap), y: y(n), height: y(0) - y(n), class: name });
      const both = svg("g", null, svg("title", null, `${p.key}: ${count(p.all)} articles, ${count(p.part)} republications`), bar(p.all, "bar-all"));
      if (p.part > 0) both.append(bar(p.part, "bar-part"));
      picture.append(both);
    }
    box.replaceChildren(picture);
  };
  return responsive(box, draw);
}

// Draws again whenever the width changes.
function responsive(box: HTMLElement, draw: (width: number) => void): HTMLElement {
  let drawn = 0;
  new ResizeObserver(entries => {
    const width = Math.floor(entries[0].contentRect.width);
    if (width > 40 && width !== drawn) draw(drawn = width);
  }).observe(box);
  return box;
}

export interface Bar { label: Child; value: number; text?: string; part?: number; className?: string; }

// A list whose rows are bars. Screen readers get a list of names and numbers.
export function bars(rows: Bar[], name: string): HTMLElement {
  const most = max(rows, r => r.value) || 1;
  return h("ul", { class: "bars", "aria-label": name }, ...rows.map(r => h("li", null,
    h("span", { class: "bar-label" }, r.label),
    h("span", { class: "bar-value" }, r.text ?? count(r.value)),
    h("span", { class: "bar-track", "aria-hidden": "true" },
      sized(h("span", { class: `bar-fill ${r.className ?? ""}` }), "width", `${(100 * r.value) / most}%`)))));
}

export interface Moment {
  time: number; // seconds
  dayOnly: boolean;
  lane: string;
  className: string; // a relation
  recrawl: boolean;
  label: string;
  href: string;
}

const date = utcFormat("%Y-%m-%d");

// Who had the report when, a lane a site, sites in order of time. What is known to the day only is drawn as that day.
export function timeline(moments: Moment[]): HTMLElement {
  const box = h("div", { class: "chart timeline" });
  const lanes = [...new Set(moments.map(m => m.lane))];
  const kLane = 22;
  let from = Math.min(...moments.map(m => m.time)), to = Math.max(...moments.map(m => m.time + (m.dayOnly ? 86_400 : 0)));
  const room = Math.max((to - from) * 0.04, 1800);
  from -= room;
  to += room;
  const draw = (width: number): void => {
    const left = Math.min(190, Math.floor(width * 0.36)), right = 14, top = 24;
    const height = top + lanes.length * kLane + 6;
    const x = scaleUtc([new Date(from * 1000), new Date(to * 1000)], [left, width - right]);
    const picture = svg("svg", {
      width, height, viewBox: `0 0 ${width} ${height}`, role: "img",
      "aria-label": `Timeline of ${moments.length} articles on ${lanes.length} sites from ${date(new Date(from * 1000))}; the table of versions has the dates.`,
    });
    const ticks = x.ticks(Math.max(2, Math.floor((width - left) / 110)));
    for (const tick of ticks) {
      picture.append(svg("line", { x1: x(tick), x2: x(tick), y1: top - 4, y2: height, class: "grid" }),
                     svg("text", { x: x(tick), y: 12, "text-anchor": "middle", class: "tick" }, tickText(tick, ticks)));
    }
    const letters = Math.floor((left - 14) / 7.2);
    lanes.forEach((lane, i) => {
      const y = top + (i + 0.5) * kLane;
      const short = lane.length > letters ? `${lane.slice(0, letters - 1)}\u2026` : lane;
      picture.append(svg("line", { x1: left, x2: width - right, y1: y, y2: y, class: "grid" }),
                     svg("text", { x: left - 10, y, dy: ".32em", "text-anchor": "end", class: "lane" }, svg("title", null, lane), short));
    });
    for (const m of moments) {
      const y = top + (lanes.indexOf(m.lane) + 0.5) * kLane;
      const at = x(new Date(m.time * 1000));
      const name = `mark rel-${m.className}${m.recrawl ? " recrawl" : ""}`;
      const mark = m.dayOnly
        ? svg("rect", { x: at, y: y - 5, width: Math.max(6, x(new Date((m.time + 86_400) * 1000)) - at), height: 10, rx: 5, class: `${name} day` })
        : svg("circle", { cx: at, cy: y, r: m.className === "original" ? 7 : 5, class: name });
      mark.append(svg("title", null, m.label));
      picture.append(mark);
    }
    box.replaceChildren(picture);
  };
  return responsive(box, draw);
}

// Which parts of the original a copy has: 64 cells, the lowest bit first.
export function coverage(mask: string): SVGSVGElement | null {
  if (!/^[0-9a-f]{16}$/.test(mask)) return null;
  const bits = BigInt(`0x${mask}`);
  let covered = 0;
  const picture = svg("svg", { viewBox: "0 0 64 8", preserveAspectRatio: "none", class: "coverage", role: "img" });
  for (let i = 0; i < 64;) {
    let n = i;
    const on = (k: number): boolean => ((bits >> BigInt(k)) & 1n) === 1n;
    while (n < 64 && on(n) === on(i)) ++n;
    if (on(i)) {
      covered += n - i;
      picture.append(svg("rect", { x: i, width: n - i, y: 0, height: 8 }));
    }
    i = n;
  }
  picture.setAttribute("aria-label", `covers ${covered} of 64 parts of the original`);
  picture.prepend(svg("title", null, `Parts of the original that this copy has, beginning to end: ${covered} of 64`));
  return picture;
}
