// The two outputs of a comparison for programs and browsers.
#include "base/file.h"
#include "base/html.h"
#include "base/json.h"
#include "newsecho/compare.h"

namespace newsecho {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --only: #d22; --new: #182; --moved: #a60; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; }
h1 { font-size: 1.4rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
#why { width: auto; table-layout: auto; }
td, th { vertical-align: top; text-align: left; padding: .3rem .6rem; overflow-wrap: anywhere; white-space: pre-wrap;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
del { color: var(--only); background: color-mix(in srgb, var(--only) 14%, transparent); }
ins { color: var(--new); background: color-mix(in srgb, var(--new) 14%, transparent); text-decoration: none; }
mark { color: inherit; background: color-mix(in srgb, var(--moved) 25%, transparent); }
)css";

constexpr std::string_view kScript = R"js(
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const el = (tag, text) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; return e; };
const main = document.querySelector("main");
main.append(el("h1", data.verdict), el("p", data.evidence.reason));
const why = el("table"); why.id = "why";
for (const [name, value] of Object.entries(data.evidence)) {
  if (typeof value !== "number" || name === "rule") continue;
  const row = el("tr"); row.append(el("th", name), el("td", String(value))); why.append(row);
}
const box = el("details"); box.append(el("summary", "Why"), why); main.append(box);
const table = el("table"), head = el("tr");
for (const side of ["a", "b"]) {
  const x = data[side];
  head.append(el("th", side.toUpperCase() + ": " + [x.title || x.id, x.site, x.published].filter(Boolean).join(", ")));
}
table.append(head);
let left = el("td"), right = el("td");
const flush = () => {
  if (!left.hasChildNodes() && !right.hasChildNodes()) return;
  const row = el("tr"); row.append(left, right); table.append(row);
  left = el("td"); right = el("td");
};
for (const p of data.passages) {
  if (p.kind === "same") { left.append(el("span", p.a)); right.append(el("span", p.b)); }
  else if (p.kind === "only_a") left.append(el("del", p.a));
  else if (p.kind === "only_b") right.append(el("ins", p.b));
  else if (p.kind === "moved_a") left.append(el("mark", p.a));
  else right.append(el("mark", p.b));
  if (p.ends_sentence) flush();
}
flush();
main.append(table);
)js";

// SHA-256 of the two above, as the content security policy wants them; a test computes them anew.
constexpr std::string_view kStyleHash = "sha256-gpG0ak1hwAOMrJFrvN2KNHk1e0Vy7bQj5WvzxzIs6Fo=";
constexpr std::string_view kScriptHash = "sha256-8zusXIzu2QoR6h4DKV7dEvyb/XNal6Ei2XDWvNW1Hgg=";

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
    json.member("ends_sentence", p.ends_sentence).end();
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
