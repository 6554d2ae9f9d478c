// The two outputs of a comparison for programs and browsers.
#include "base/file.h"
#include "base/html.h"
#include "base/json.h"
#include "newsecho/compare.h"

namespace newsecho {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ink: light-dark(#1c1b1a, #e8e6e3); --quiet: light-dark(#6b6762, #a09b95);
  --line: light-dark(#dedad4, #3a3835); --paper: light-dark(#fdfcfa, #181716); --card: light-dark(#f4f1ec, #22201f);
  --gone: light-dark(#a3201b, #ff9d94); --gone-bg: light-dark(#fbe3e0, #4a1f1c);
  --new: light-dark(#14632b, #86d99c); --new-bg: light-dark(#ddf1e1, #173a22);
  --moved: light-dark(#7a4d00, #f0bf6a); --moved-bg: light-dark(#fbeecb, #40300f); }
* { box-sizing: border-box; }
body { font: 16px/1.55 "Source Serif 4", Charter, Georgia, serif; color: var(--ink); background: var(--paper); margin: 0; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .2rem; }
.sans, button, summary, dl, th, .key { font-family: system-ui, sans-serif; }
.reason { color: var(--quiet); margin: 0 0 1.2rem; }
.heads { position: sticky; top: 0; background: var(--paper); border-bottom: 2px solid var(--line); z-index: 1; }
.heads, .row:not([hidden]) { display: grid; grid-template-columns: 1fr 1fr; column-gap: 2.2rem; }
.heads > div { padding: .5rem 0; }
.heads b { display: block; font-size: 1rem; line-height: 1.3; }
.heads span { color: var(--quiet); font: .82rem system-ui, sans-serif; overflow-wrap: anywhere; }
.row > div { padding: .28rem 0; overflow-wrap: anywhere; min-width: 0; }
.row.changed > div { border-left: 3px solid var(--line); padding-left: .7rem; margin-left: -.7rem; }
.row.left > div:first-child, .row.both > div { border-left-color: var(--gone); }
.row.both > div + div, .row.right > div + div { border-left-color: var(--new); }
.row.moved > div { border-left-color: var(--moved); }
.row > div.none { border-left-color: transparent; }
del, ins, mark { text-decoration: none; border-radius: 2px; padding: 0 1px; }
del { color: var(--gone); background: var(--gone-bg); }
ins { color: var(--new); background: var(--new-bg); }
mark { color: var(--moved); background: var(--moved-bg); }
.site { color: var(--quiet); background: none; font-size: .9em; }
.fact { font-weight: 700; text-decoration: underline; text-underline-offset: 2px; }
button { display: block; width: 100%; margin: .35rem 0; padding: .3rem; color: var(--quiet); background: var(--card);
  border: 0; border-radius: 4px; font-size: .85rem; cursor: pointer; }
button:hover, button:focus-visible { color: var(--ink); outline: 2px solid var(--line); }
.changes { margin: 0 0 1rem; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .4rem; }
.changes li { background: var(--card); border-radius: 4px; padding: .15rem .55rem; font: .88rem system-ui, sans-serif; }
details { margin: 0 0 1.2rem; } summary { cursor: pointer; color: var(--quiet); font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.5rem; font-size: .88rem; margin: .6rem 0 0; }
dt { color: var(--quiet); } dd { margin: 0; font-variant-numeric: tabular-nums; }
.key { color: var(--quiet); font-size: .82rem; margin: 0 0 .6rem; }
@media (max-width: 46rem) { .heads, .row:not([hidden]) { grid-template-columns: 1fr; } .heads { position: static; }
  .row > div.none { display: none; } .row.same > div + div { display: none; }
  .row.both > div + div { margin-top: -.2rem; } }
@media print { button { display: none; } .row[hidden] { display: grid; } .heads { position: static; } }
)css";

constexpr std::string_view kScript = R"js(
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const el = (tag, text, kind) => {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (kind) e.className = kind;
  return e;
};
const main = document.querySelector("main");
document.title = data.verdict + " - newsecho compare";
main.append(el("h1", data.verdict), el("p", data.evidence.reason, "reason sans"));
if (data.changes.length && data.same_report) {
  const list = el("ul", undefined, "changes");
  list.setAttribute("aria-label", "Changed numbers and names");
  for (const c of data.changes) {
    const item = el("li");
    item.append(el("del", c.a), " \u2192 ", el("ins", c.b));
    list.append(item);
  }
  main.append(list);
}
const names = { agreement: "agreement", resemblance: "resemblance of the shingles", a_in_b: "of A in B", b_in_a: "of B in A",
  prose_a: "of A's whole sentences in B", prose_b: "of B's whole sentences in A", numbers: "numbers in the same places that agree",
  names: "names in the same places that agree", headline: "headlines in common", common: "shingles in common",
  size_a: "shingles of A", size_b: "shingles of B", longest_block: "longest passage, words", number_conflicts: "numbers that differ",
  name_conflicts: "names that differ", seconds_apart: "seconds apart" };
const counts = new Set(["common", "size_a", "size_b", "longest_block", "number_conflicts", "name_conflicts", "seconds_apart"]);
const why = el("details"), figures = el("dl");
why.append(el("summary", "Why: the figures"));
for (const [key, name] of Object.entries(names)) {
  const value = data.evidence[key];
  if (typeof value !== "number") continue;
  figures.append(el("dt", name), el("dd", counts.has(key) ? value.toLocaleString("en") : (100 * value).toFixed(1) + " %"));
}
why.append(figures);
main.append(why);
const key = el("p", undefined, "key");
key.append(el("del", "only in A"), " ", el("ins", "only in B"), " ", el("mark", "at another place"), " ",
  el("span", "changed number or name", "fact"));
if (data.passages.some(p => p.fact === "boilerplate")) key.append(" ", el("span", "line of the site", "site"));
main.append(key);
const heads = el("div", undefined, "heads");
for (const side of ["a", "b"]) {
  const x = data[side], head = el("div");
  const when = x.published ? x.published.replace("T", " ").slice(0, 16) : "";
  head.append(el("b", side.toUpperCase() + "  " + (x.title || x.id)), el("span", [x.site, when].filter(Boolean).join(", ")));
  heads.append(head);
}
main.append(heads);
const rows = [];
let row = null;
const tags = { same: "span", only_a: "del", only_b: "ins", moved_a: "mark", moved_b: "mark" };
for (const p of data.passages) {
  if (!row) rows.push(row = { left: [], right: [], kinds: new Set() });
  const site = p.fact === "boilerplate", kind = site ? "site" : p.fact ? "fact" : undefined;
  row.kinds.add(site ? "site" : p.kind);
  if (p.a !== undefined) row.left.push(el(site ? "span" : tags[p.kind], p.a, kind));
  if (p.b !== undefined) row.right.push(el(site ? "span" : tags[p.kind], p.b, kind));
  if (p.ends_sentence) row = null;
}
const same = r => ![...r.kinds].some(kind => kind !== "same" && kind !== "site");
const show = r => {
  const moved = !r.kinds.has("only_a") && !r.kinds.has("only_b") && !r.kinds.has("same");
  const e = el("div", undefined, "row " + (same(r) ? "same" : "changed " +
    (moved ? "moved" : !r.right.length ? "left" : !r.left.length ? "right" : "both")));
  for (const cells of [r.left, r.right]) {
    const cell = el("div", undefined, cells.length ? undefined : "none");
    cell.append(...cells);
    e.append(cell);
  }
  main.append(e);
  return e;
};
for (let i = 0; i < rows.length;) {
  let end = i;
  while (end < rows.length && same(rows[end])) ++end;
  const from = i === 0 ? 0 : i + 1, to = end === rows.length ? end : end - 1;
  if (end > i && to - from > 1) {
    if (from > i) show(rows[i]);
    const button = el("button", "\u2026 " + (to - from).toLocaleString("en") +
      (rows.slice(from, to).some(r => r.kinds.has("site"))
      ? " sentences, equal or the site's own \u2026" : " equal sentences \u2026"));
    main.append(button);
    const hidden = rows.slice(from, to).map(show);
    for (const e of hidden) e.hidden = true;
    button.addEventListener("click", () => { for (const e of hidden) e.hidden = false; button.remove(); });
    i = to;
  } else if (end > i) {
    for (; i < end; ++i) show(rows[i]);
  } else {
    show(rows[i++]);
  }
}
)js";

// SHA-256 of the two above, as the content security policy wants them; a test computes them anew.
constexpr std::string_view kStyleHash = "sha256-UwipBp+R7hbOghSXnKQqz+0ZuRcV1WzlWiAb9uca1ow=";
constexpr std::string_view kScriptHash = "sha256-Bwn9PLG52Iv9QfiMfoZqZWabOY+QAavMdH+ZQdI+xew=";

std::string_view kind_name(Passage::Kind kind) {
  switch (kind) {
    case Passage::kSame:
      return "same";
    case Passage::kOnlyA:
      return "only_a";
    case Passage::kOnlyB:
      return "only_b";
    case Passage::kMovedA:
      return "moved_a";
    case Passage::kMovedB:
      return "moved_b";
  }
  return "same";
}

std::string_view fact_name(Passage::Fact fact) {
  return fact == Passage::kNumber ? "number" : fact == Passage::kName ? "name" : "boilerplate";
}

void add_article(JsonWriter& json, const Article& article) {
  json.object()
      .member("id", article.id)
      .member("url", article.url)
      .member("site", article.site)
      .member("title", article.title)
      .member_or_null("published", to_iso8601(article.published))
      .end();
}

}  // namespace

std::string to_json(const Comparison& comparison, const Article& a, const Article& b) {
  std::string out;
  JsonWriter json(out);
  json.object()
      .member("verdict", verdict(comparison.evidence))
      .member("relation", name(comparison.evidence.relation))
      .member("same_report", same_report(comparison.evidence.relation));
  json.key("evidence").raw(to_json(comparison.evidence)).key("a");
  add_article(json, a);
  json.key("b");
  add_article(json, b);
  json.key("passages").array();
  const std::string_view text_a = a.text, text_b = b.text;
  for (const Passage& p : comparison.passages) {
    json.object().member("kind", kind_name(p.kind));
    if (p.a_end > p.a_begin) json.member("a", text_a.substr(p.a_begin, p.a_end - p.a_begin));
    if (p.b_end > p.b_begin) json.member("b", text_b.substr(p.b_begin, p.b_end - p.b_begin));
    if (p.fact != Passage::kNoFact) json.member("fact", fact_name(p.fact));
    json.member("ends_sentence", p.ends_sentence).end();
  }
  json.end().key("changes").array();
  for (const Change& x : comparison.changes) {
    json.object()
        .member("fact", fact_name(x.fact))
        .member("a", text_a.substr(x.a_begin, x.a_end - x.a_begin))
        .member("b", text_b.substr(x.b_begin, x.b_end - x.b_begin))
        .end();
  }
  json.end().end();
  return out;
}

std::string to_html(const Comparison& comparison, const Article& a, const Article& b) {
  return html_page({"newsecho compare", kStyle, kStyleHash, kScript, kScriptHash}, to_json(comparison, a, b));
}

absl::Status write_html(const Comparison& comparison, const Article& a, const Article& b, const std::string& file) {
  absl::StatusOr<std::unique_ptr<WholeFile>> page = WholeFile::create(file);
  if (!page.ok()) return page.status();
  (*page)->write(to_html(comparison, a, b));
  return (*page)->commit();
}

}  // namespace newsecho
