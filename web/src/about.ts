// What the run was made with: settings, stripped lines, skipped records, and whose code the page uses.
import type { Data } from "./data.ts";
import { crawled, h, section, type Child } from "./dom.ts";
import { bytes, count, plural } from "./format.ts";
import { table } from "./table.ts";

declare const LICENCES: { name: string; version: string; licence: string; text: string }[];

const kShown = 50;

function rest(shown: number, all: number, file: string): Child {
  return shown < all ? h("p", { class: "note" }, `${count(shown)} of ${count(all)} are here; all are in ${file}.`) : null;
}

export function about(data: Data): HTMLElement {
  const { run, columns } = data;
  const settings: [string, unknown][] = [
    ["command", run.command], ["newsecho", run.newsecho], ["build", run.build], ["fields", run.field_mapping],
    ["source files", run.source_files], ...Object.entries(run.options),
    ["scheme id", run["scheme_id"]], ["options id", run["options_id"]], ["boilerplate id", run["boilerplate_id"]],
    ["story frequency id", run["story_frequency_id"]],
  ];
  return h("div", { class: "view" },
    h("h1", { tabindex: -1 }, "Details"),
    section("Settings", "settings", table("Settings", [
      { name: "setting", cell: ([name]) => name },
      { name: "value", cell: ([, value]) => crawled(String(value ?? "")), className: "code" },
    ], settings)),
    section("Stages", "stages", table("Stages", [
      { name: "stage", cell: s => s.stage },
      { name: "seconds", number: true, cell: s => s.seconds.toFixed(2), sort: s => s.seconds },
      { name: "items", number: true, cell: s => count(s.items), sort: s => s.items },
      { name: "bytes", number: true, cell: s => (s.bytes ? bytes(s.bytes) : ""), sort: s => s.bytes },
    ], run.stages), h("details", null, h("summary", null, "All counts"), table("Counts", [
      { name: "count", cell: ([name]) => name.replaceAll("_", " ") },
      { name: "number", number: true, cell: ([, n]) => count(n) },
    ], Object.entries(run.counts)))),
    section("Stripped lines", "lines",
      columns.boilerplate.length === 0 ? h("p", null, "None.") : table("Lines stripped as boilerplate", [
        { name: "line", cell: l => crawled(l.line), sort: l => l.line },
        { name: "site", cell: l => (l.site ? crawled(l.site) : "many sites"), sort: l => l.site },
        { name: "pages", number: true, cell: l => count(l.pages), sort: l => l.pages },
      ], columns.boilerplate, kShown), rest(columns.boilerplate.length, data.columns.all.boilerplate, "boilerplate.jsonl")),
    section("Skipped records", "skipped",
      columns.skipped.length === 0 ? h("p", null, "None: every record became an article.") : table("Skipped records", [
        { name: "source", cell: s => crawled(s.source), sort: s => s.source },
        { name: "line", number: true, cell: s => count(s.line), sort: s => s.line },
        { name: "reason", cell: s => crawled(s.reason), sort: s => s.reason },
      ], columns.skipped, kShown), rest(columns.skipped.length, data.columns.all.skipped, "skipped.jsonl")),
    section("Licences", "licences",
      h("p", null, "This page is part of newsecho, Apache License 2.0. It uses ", plural(LICENCES.length, "library", "libraries"), ":"),
      ...LICENCES.map(l => h("details", null, h("summary", null, `${l.name} ${l.version}, ${l.licence}`), h("pre", { tabindex: 0 }, l.text)))));
}
