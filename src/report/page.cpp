#include "report/page.h"

#include "base/html.h"
#include "base/json.h"
#include "nlohmann/json.hpp"

namespace newsecho {
namespace {

constexpr std::size_t kShownMembers = 200;
// A page a browser opens at once; the rest is in the files beside it.
constexpr std::size_t kMostStoryBytes = 30u << 20;

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); vertical-align: top; overflow-wrap: anywhere; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal; }
.wide { overflow-x: auto; }
.note { opacity: .7; }
input { font: inherit; padding: .3rem .5rem; width: 100%; max-width: 30rem; box-sizing: border-box; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .75rem; margin: 0; }
dl div { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .4rem; padding: .5rem .75rem; }
dt { opacity: .7; } dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
)css";

// Crawled text reaches the page through textContent alone, links only when they are http(s).
constexpr std::string_view kScript = R"js(
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const run = data.run, sum = run.summary;
const el = (tag, text, cls) => {
  const e = document.createElement(tag);
  if (text !== undefined && text !== null) e.textContent = String(text);
  if (cls) e.className = cls;
  return e;
};
const count = n => Number(n).toLocaleString("en");
const percent = x => (100 * x).toFixed(1) + " %";
function link(url, text) {
  let safe = null;
  try { const u = new URL(url); if (u.protocol === "http:" || u.protocol === "https:") safe = u.href; } catch { }
  const e = el(safe ? "a" : "span", text);
  if (safe) { e.href = safe; e.rel = "noreferrer noopener"; e.target = "_blank"; }
  return e;
}
function table(columns, rows) {
  const box = el("div", null, "wide"), t = el("table"), head = el("tr");
  for (const c of columns) { const th = el("th", c.name, c.n ? "n" : ""); th.scope = "col"; head.append(th); }
  t.append(el("thead")); t.tHead.append(head);
  const body = el("tbody"); t.append(body);
  for (const r of rows) {
    const tr = el("tr");
    for (const c of columns) {
      const v = c.get(r), td = el("td", v instanceof Node ? null : v, c.n ? "n" : "");
      if (v instanceof Node) td.append(v);
      tr.append(td);
    }
    body.append(tr);
  }
  box.append(t);
  return box;
}
const main = document.querySelector("main");
main.append(el("h1", "newsecho report"));
function section(title, ...children) {
  const s = el("section"); s.append(el("h2", title), ...children); main.append(s); return s;
}
function shown(rows, what) {
  return el("p", rows.length < data.all[what] ? `The first ${count(rows.length)} of ${count(data.all[what])}; all are in ${what}.jsonl.` : "", "note");
}

const numbers = el("dl");
const say = (name, value) => { const d = el("div"); d.append(el("dt", name), el("dd", value)); numbers.append(d); };
say("articles", count(sum.articles)); say("stories", count(sum.stories));
say("republished", percent(sum.republished_share)); say("republications", count(sum.republications));
say("same-site copies", count(sum.same_site_copies)); say("sites", count(sum.sites));
for (const [k, v] of Object.entries(sum.relations)) say(k, count(v));
for (const [k, v] of Object.entries(sum.links)) say(k + " links", count(v));
say("junk", count(sum.junk)); say("words stripped", count(run.counts.stripped_words));
say("skipped records", count(run.counts.skipped)); say("seconds", run.seconds.toFixed(1));
section("Overview", el("p", [sum.first, sum.last].filter(Boolean).join(" to "), "note"), numbers);

const title = s => s.articles[0].title || s.story;
const open = s => { const a = el("a", title(s)); a.href = "#story=" + encodeURIComponent(s.story); return a; };
const tally = s => {
  const n = {};
  for (const a of s.articles.slice(1)) n[a.relation] = (n[a.relation] || 0) + 1;
  return Object.entries(n).map(([k, v]) => `${v} ${k}`).join(", ");
};
const storyColumns = [
  { name: "articles", n: true, get: s => count(s.size) }, { name: "sites", n: true, get: s => count(s.sites) },
  { name: "story", get: open }, { name: "first on", get: s => s.articles[0].site || "" },
  { name: "from", get: s => s.first || "" }, { name: "to", get: s => s.last || "" }, { name: "relations", get: tally },
];
const search = el("input"); search.type = "search"; search.setAttribute("aria-label", "search stories");
search.placeholder = "title, site or id";
const list = el("div"), detail = el("section"); detail.setAttribute("aria-live", "polite");
const text = data.stories.map(s => s.articles.map(a => `${a.title} ${a.site} ${a.id}`).join(" ").toLowerCase());
const kRows = 500;
function showList() {
  const q = search.value.trim().toLowerCase();
  const hits = data.stories.filter((s, i) => !q || text[i].includes(q));
  list.replaceChildren(table(storyColumns, hits.slice(0, kRows)));
  if (hits.length > kRows) list.append(el("p", `${count(hits.length - kRows)} more; search to see them.`, "note"));
}
search.addEventListener("input", showList);
main.append(detail);
section("Stories", search, shown(data.stories, "stories"), list);
showList();

const memberColumns = [
  { name: "published", get: a => a.published || "" }, { name: "site", get: a => a.site },
  { name: "title", get: a => link(a.url, a.title || a.id) }, { name: "relation", get: a => a.relation },
  { name: "score", n: true, get: a => a.score.toFixed(3) }, { name: "credit", get: a => a.credit },
  { name: "words", n: true, get: a => count(a.words) }, { name: "why", get: a => a.reason },
];
function showStory() {
  detail.replaceChildren();
  let id = null;
  try { id = location.hash.startsWith("#story=") ? decodeURIComponent(location.hash.slice(7)) : null; } catch { }
  const s = id === null ? null : data.stories.find(x => x.story === id);
  if (!s) return;
  const close = el("a", "close"); close.href = "#";
  const c = s.cohesion;
  detail.append(el("h2", title(s)),
    el("p", `${count(s.size)} articles on ${count(s.sites)} sites` + (s.same_day ? "; first publisher uncertain: same day" : "") +
      `; agreement with the original ${c.least_original} at least, ${c.mean_original} on average`, "note"),
    table(memberColumns, s.articles),
    el("p", s.articles.length < s.size ? `${count(s.size - s.articles.length)} more members are in stories.jsonl.` : "", "note"), close);
  detail.scrollIntoView();
}
addEventListener("hashchange", showStory);

section("Sites", table([
  { name: "site", get: x => x.site }, { name: "articles", n: true, get: x => count(x.articles) },
  { name: "stories it had first", n: true, get: x => count(x.originals) },
  { name: "copies others made", n: true, get: x => count(x.echoed) },
  { name: "copies it made", n: true, get: x => count(x.republications) }], sum.top_sites));
section("Volume", table([
  { name: "when", get: x => x[0] }, { name: "articles", n: true, get: x => count(x[1][0]) },
  { name: "republications", n: true, get: x => count(x[1][1]) }], Object.entries(sum.volume)));
section("Links", shown(data.links, "links"), table([
  { name: "relation", get: x => x.relation }, { name: "article", get: x => x.a }, { name: "article", get: x => x.b },
  { name: "why", get: x => x.evidence.reason }], data.links));
section("Boilerplate", shown(data.boilerplate, "boilerplate"), table([
  { name: "site", get: x => x.site || "(all)" }, { name: "pages", n: true, get: x => count(x.pages) },
  { name: "line", get: x => x.line }], data.boilerplate));
section("Skipped records", shown(data.skipped, "skipped"), table([
  { name: "source", get: x => x.source }, { name: "line", n: true, get: x => count(x.line) },
  { name: "reason", get: x => x.reason }], data.skipped));
const settings = { command: run.command, newsecho: run.newsecho, fields: run.field_mapping, ...run.options, scheme_id: run.scheme_id,
  options_id: run.options_id, boilerplate_id: run.boilerplate_id, story_frequency_id: run.story_frequency_id };
section("Settings", table([{ name: "setting", get: x => x[0] }, { name: "value", get: x => x[1] }], Object.entries(settings)),
  table([{ name: "stage", get: x => x.stage }, { name: "seconds", n: true, get: x => x.seconds.toFixed(2) },
    { name: "items", n: true, get: x => count(x.items) }, { name: "bytes", n: true, get: x => count(x.bytes) }], run.stages));
showStory();
)js";

// SHA-256 of the two above, as the content security policy wants them; a test computes them anew.
constexpr std::string_view kStyleHash = "sha256-WED+mLUZx5d3VBFJjQfZVIP00IMzcnnDzkP/FukMyi4=";
constexpr std::string_view kScriptHash = "sha256-yAeAB4/j6Yf0+teVwgV9haS+ozErs2AgGDuztUm8mck=";

// What the page shows of a story: bounded, and of the evidence only what it says.
std::string shown_story(const std::string& line) {
  nlohmann::ordered_json story = nlohmann::ordered_json::parse(line, nullptr, false);
  if (!story.is_object() || !story.contains("articles") || !story["articles"].is_array()) return {};
  auto& articles = story["articles"];
  if (articles.size() > kShownMembers) articles.erase(articles.begin() + kShownMembers, articles.end());
  for (auto& article : articles) {
    const auto& evidence = article["evidence"];
    article["reason"] = evidence.is_object() ? evidence.value("reason", "") : std::string();
    article.erase("evidence");
  }
  return story.dump();
}

std::string page_data(const PageData& data) {
  std::string out;
  JsonWriter json(out);
  json.object().key("run").raw(data.run);
  json.key("stories").array();
  for (const std::string& line : data.stories.lines) {
    if (out.size() > kMostStoryBytes) break;
    const std::string story = shown_story(line);
    if (!story.empty()) json.raw(story);
  }
  json.end();
  const auto rows = [&](std::string_view name, const PageRows& list) {
    json.key(name).array();
    for (const std::string& line : list.lines) json.raw(line);
    json.end();
  };
  rows("links", data.links);
  rows("boilerplate", data.boilerplate);
  rows("skipped", data.skipped);
  json.key("all")
      .object()
      .member("stories", data.stories.all)
      .member("links", data.links.all)
      .member("boilerplate", data.boilerplate.all)
      .member("skipped", data.skipped.all)
      .end();
  json.end();
  return out;
}

}  // namespace

std::string make_page(const PageData& data) {
  return html_page({"newsecho report", kStyle, kStyleHash, kScript, kScriptHash}, page_data(data));
}

}  // namespace newsecho
