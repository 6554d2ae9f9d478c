// Small things that several views show.
import type { Data } from "./data.ts";
import { crawled, download, h, type Child } from "./dom.ts";
import { csv, type Cell } from "./csv.ts";
import { storyHash } from "./route.ts";
import { storiesHash } from "./select.ts";

// A long value may be broken at its dash, not within a date.
export function tile(name: string, value: string, note?: Child): HTMLElement {
  const [from, to] = value.split(" \u2013 ", 2);
  return h("div", { class: "tile" }, h("dt", null, name),
    h("dd", null, h("span", null, from), to ? " \u2013 " : null, to ? h("span", null, to) : null, note ? h("small", null, note) : null));
}

export const relationNames: Record<string, string> = {
  original: "Original", exact: "Exact", copy: "Copy", abridged: "Abridged", revision: "Revision", single: "Told once",
  junk: "No report", excerpt: "Excerpt", roundup: "Round-up", template: "Form letter", different: "Different",
};

export const relationHints: Record<string, string> = {
  original: "the article the story is told by",
  exact: "the same words from first to last",
  copy: "nearly the same words",
  abridged: "parts of the original, nothing of substance added",
  revision: "an update or correction of the report",
  single: "no other article tells it",
  junk: "a page without a report: cookies, not found, subscription",
  excerpt: "another report that quotes a passage",
  roundup: "one page that holds several reports",
  template: "the same form with other facts",
};

export const badge = (relation: string): HTMLElement =>
  h("span", { class: `badge rel-${relation in relationNames ? relation : "other"}`, title: relationHints[relation] }, relationNames[relation] ?? relation);

export const storyLink = (data: Data, story: number): HTMLElement =>
  h("a", { href: storyHash(data.id(story)), class: "story-link" }, crawled(data.title(story)));

// To the stories a site is in.
export const siteLink = (site: string): HTMLElement => h("a", { href: storiesHash({ text: site }) }, crawled(site));

// Whether cells that a spreadsheet would run are guarded, unless the reader chooses otherwise.
export const saving = { excelSafe: true };

// The button that saves rows, and the choice whether a spreadsheet will open them.
export function csvButton(name: string, what: string, rows: () => { header: string[]; rows: Iterable<Cell[]> }): HTMLElement {
  const safe = h("input", { type: "checkbox", checked: saving.excelSafe });
  return h("span", { class: "csv" },
    h("button", {
      type: "button",
      click: () => {
        const { header, rows: list } = rows();
        download(name, "text/csv;charset=utf-8", csv(header, list, safe.checked));
      },
    }, `\u2193 CSV`, h("span", { class: "hidden" }, ` of ${what}`)),
    h("label", { title: "Cells that a spreadsheet would run as a formula get a quote before them" }, safe, " Excel-safe"));
}
