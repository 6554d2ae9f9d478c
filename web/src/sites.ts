// Who republishes whom.
import type { Data, SiteCount } from "./data.ts";
import { crawled, h, section, sized } from "./dom.ts";
import { count, delay, percent, plural } from "./format.ts";
import { csvButton, siteLink } from "./parts.ts";
import { table } from "./table.ts";

const kMatrix = 24;

const firstShare = (s: SiteCount): number => (s.shared === 0 ? 0 : s.originals / s.shared);

// Rows had it first, columns repeated it.
function matrix(data: Data): HTMLElement | null {
  const sites = data.summary.top_sites.filter(s => s.echoed + s.republications > 0).map(s => s.site);
  const known = new Set(sites);
  const flows = new Map(data.summary.flows.filter(f => known.has(f.from) && known.has(f.to)).map(f => [`${f.from}\n${f.to}`, f.copies]));
  const sum = (at: "from" | "to"): string[] => {
    const n = new Map<string, number>();
    for (const f of data.summary.flows) if (known.has(f[at])) n.set(f[at], (n.get(f[at]) ?? 0) + f.copies);
    return [...n].sort((x, y) => y[1] - x[1]).slice(0, kMatrix).map(([site]) => site);
  };
  const from = sum("from"), to = sum("to");
  if (from.length === 0 || to.length === 0) return null;
  const most = Math.max(...from.flatMap(f => to.map(t => flows.get(`${f}\n${t}`) ?? 0)), 1);
  return h("div", { class: "wide", tabindex: 0, role: "group", "aria-label": "Who republishes whom" },
    h("table", { class: "matrix" },
      h("caption", { class: "hidden" }, "Copies: rows had the report first, columns repeated it"),
      h("thead", null, h("tr", null, h("td", { class: "corner" }, "first \u2193 repeated by \u2192"), ...to.map(t => h("th", { scope: "col" }, h("span", null, crawled(t)))))),
      h("tbody", null, ...from.map(f => h("tr", null, h("th", { scope: "row" }, crawled(f)), ...to.map(t => {
        const n = flows.get(`${f}\n${t}`) ?? 0;
        if (n === 0) return h("td", { class: f === t ? "self" : "" });
        // Never so strong that the number on it is hard to read.
        const strength = 0.06 + 0.42 * Math.sqrt(n / most);
        return sized(h("td", { title: `${t} repeated ${f} ${plural(n, "time")}` }, count(n)), "--heat", `${Math.round(100 * strength)}%`);
      }))))));
}

export function sites(data: Data): HTMLElement {
  const { summary: sum } = data;
  const wait = (s: SiteCount): number => s.median_delay ?? Infinity;
  const grid = matrix(data);
  return h("div", { class: "view" },
    h("h1", { tabindex: -1 }, "Sites"),
    h("p", { class: "lead" }, sum.top_sites.length < sum.sites
      ? `The ${count(sum.top_sites.length)} sites with the most copies given or taken, of ${count(sum.sites)}.` : `${plural(sum.sites, "site")}.`),
    grid ? section("Who republishes whom", "flows",
      h("p", { class: "note" }, "A row's site had a report first, a column's site repeated it."), grid) : null,
    section("Site by site", "site-table",
      h("div", { class: "bar" }, h("p", { class: "note" }, "A shared story is one that more than one site told."), csvButton("sites.csv", "the sites", () => ({
        header: ["site", "articles", "shared stories", "first on", "first-publisher share", "copies others made", "copies it made", "median delay in seconds"],
        rows: sum.top_sites.map(s => [s.site, s.articles, s.shared, s.originals, Number(firstShare(s).toFixed(3)), s.echoed, s.republications, s.median_delay]),
      }))),
      table("Sites", [
        { name: "Site", cell: s => siteLink(s.site), sort: s => s.site },
        { name: "Articles", number: true, cell: s => count(s.articles), sort: s => s.articles },
        { name: "Shared stories", number: true, cell: s => count(s.shared), sort: s => s.shared, hint: "stories it told that another site told too" },
        { name: "Had first", number: true, cell: s => count(s.originals), sort: s => s.originals },
        { name: "First-publisher share", number: true, cell: s => h("span", { class: "cover" }, s.shared ? percent(firstShare(s)) : "", h("span", { class: "mini", "aria-hidden": "true" }, sized(h("span"), "width", `${100 * firstShare(s)}%`))), sort: firstShare, hint: "of its shared stories, those it had first" },
        { name: "Copies others made", number: true, cell: s => count(s.echoed), sort: s => s.echoed },
        { name: "Copies it made", number: true, cell: s => count(s.republications), sort: s => s.republications },
        { name: "Median delay", number: true, cell: s => (s.median_delay === null ? "" : delay(s.median_delay)), sort: wait, descending: false, hint: "of its copies, after the first publisher" },
      ], sum.top_sites, 25, "broad")));
}
