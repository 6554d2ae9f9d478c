// The numbers people quote.
import { bars, volumeChart } from "./charts.ts";
import type { Data } from "./data.ts";
import { crawled, h, section } from "./dom.ts";
import { bytes, count, percent, plural, span } from "./format.ts";
import { relationHints, relationNames, siteLink, storyLink, tile } from "./parts.ts";
import { storiesHash } from "./select.ts";
import { table } from "./table.ts";

const kListed = 10;

export function overview(data: Data): HTMLElement {
  const { summary: sum, run } = data;
  const view = h("div", { class: "view" });
  view.append(
    h("h1", { tabindex: -1 }, "Overview"),
    h("p", { class: "lead" },
      `Of ${plural(sum.articles, "article")} on ${plural(sum.sites, "site")}, `, h("strong", null, percent(sum.republished_share, 1)),
      ` repeat what another site had: ${plural(sum.republications, "republication")}. ${count(sum.repeated_stories)} of ${plural(sum.stories, "story", "stories")} were told more than once.`,
      sum.first ? h("span", { class: "nowrap" }, ` ${span(sum.first, sum.last)}.`) : ""),
    h("dl", { class: "tiles" },
      tile("Articles", count(sum.articles)),
      tile("Stories", count(sum.stories), `${count(sum.singles)} told once`),
      tile("Republications", count(sum.republications), `${percent(sum.republished_share, 1)} of articles`),
      tile("Copies on the same site", count(sum.same_site_copies), "re-crawls and updates"),
      tile("Largest story", plural(sum.largest, "article")),
      tile("Sites", count(sum.sites)),
      tile("Pages without a report", count(sum.junk)),
      tile("Time taken", `${run.seconds.toFixed(1)} s`, `${bytes((run.counts["text_bytes"] ?? 0) / Math.max(run.seconds, 0.001))}/s of text`)));

  const periods = Object.entries(sum.volume).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, [all, part]]) => ({ key, all, part }));
  if (periods.length > 1) {
    const unit = periods[0].key.length === 10 ? "day" : periods[0].key.length === 7 ? "month" : "year";
    view.append(section(`Articles by ${unit}`, "volume",
      h("p", { class: "legend" }, h("span", { class: "swatch bar-all" }), "all articles", h("span", { class: "swatch bar-part" }), "of which republications"),
      volumeChart(periods),
      h("details", null, h("summary", null, "The figures"), table(`Articles by ${unit}`, [
        { name: unit, cell: p => p.key, sort: p => p.key },
        { name: "articles", number: true, cell: p => count(p.all), sort: p => p.all },
        { name: "republications", number: true, cell: p => count(p.part), sort: p => p.part },
      ], periods))));
  }

  const relations = [...Object.entries(sum.relations), ...Object.entries(sum.links)];
  const c = run.counts;
  const skipped = Object.entries(sum.skipped).sort((a, b) => b[1] - a[1]);
  view.append(h("div", { class: "columns" }, h("div", { class: "stack" },
    section("How it is repeated", "relations",
      h("p", { class: "note" }, "Exact, copy, abridged and revision are one report with the original. The others are links: they belong together, and are not one report."),
      bars(relations.map(([name, n]) => ({
        label: name in sum.links ? h("span", { title: relationHints[name] }, relationNames[name] ?? name, h("small", null, " link"))
          : h("a", { href: storiesHash({ relation: name }), title: relationHints[name] }, relationNames[name] ?? name),
        value: n, className: `rel-${name}`,
      })), "Articles by relation")),
    section("What was read", "input",
      h("dl", { class: "facts" },
        h("dt", null, "Records read"), h("dd", null, count((c["articles"] ?? 0) + (c["skipped"] ?? 0))),
        h("dt", null, "Skipped"), h("dd", null, count(c["skipped"] ?? 0)),
        ...skipped.slice(0, 5).flatMap(([reason, n]) => [h("dt", { class: "sub" }, crawled(reason)), h("dd", null, count(n))]),
        h("dt", null, "Without a date"), h("dd", null, count(c["without_date"] ?? 0)),
        h("dt", null, "Without a text"), h("dd", null, count(c["empty"] ?? 0)),
        h("dt", null, "Text"), h("dd", null, bytes(c["text_bytes"] ?? 0)),
        h("dt", null, "Pairs compared"), h("dd", null, count(c["verified"] ?? 0))),
      h("p", { class: "note" }, "Fields: ", crawled(run.field_mapping)))),
    section("Largest stories", "largest",
      h("ol", { class: "stories" }, ...Array.from({ length: Math.min(kListed, data.count) }, (_, s) => s)
        .filter(s => data.columns.stories.size[s] > 1)
        .map(s => h("li", null, storyLink(data, s),
          h("small", null, `${plural(data.columns.stories.size[s], "article")} on ${plural(data.columns.stories.sites[s], "site")}, first on `,
            crawled(data.site(s) || "an unknown site"), h("span", { class: "nowrap" }, ` ${span(data.first(s), data.last(s))}`))))),
      h("p", null, h("a", { href: "#stories" }, "All stories")))));

  const given = [...sum.top_sites].sort((a, b) => b.echoed - a.echoed).filter(s => s.echoed > 0).slice(0, kListed);
  const taken = [...sum.top_sites].sort((a, b) => b.republications - a.republications).filter(s => s.republications > 0).slice(0, kListed);
  view.append(h("div", { class: "columns" },
    section("Most republished sites", "given",
      h("p", { class: "note" }, "Copies elsewhere of what a site had first."),
      bars(given.map(s => ({ label: siteLink(s.site), value: s.echoed, className: "site" })), "Sites by copies others made")),
    section("Most republishing sites", "taken",
      h("p", { class: "note" }, "Copies a site made of what others had first."),
      bars(taken.map(s => ({ label: siteLink(s.site), value: s.republications, className: "site" })), "Sites by copies they made"))));

  const lines = data.columns.boilerplate.slice(0, 8);
  view.append(h("div", { class: "columns" },
    section("Stripped as boilerplate", "boilerplate",
      h("p", null, `${plural(c["stripped_words"] ?? 0, "word")} in ${plural(c["stripped_segments"] ?? 0, "passage")} belong to the sites, not to the reports. Most often:`),
      h("ul", { class: "plain" }, ...lines.map(l => h("li", null, h("q", null, crawled(l.line)),
        h("small", null, ` ${plural(l.pages, "page")}, `, l.site ? crawled(l.site) : "many sites")))),
      h("p", null, h("a", { href: "#about" }, "More lines, settings, files"))),
    section("Where the time went", "seconds",
      bars(run.stages.map(s => ({ label: s.stage, value: s.seconds, text: `${s.seconds.toFixed(2)} s`, className: "site" })), "Seconds by stage"))));
  return view;
}
