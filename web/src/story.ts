// One story: who had it first, who repeated it when, and what they changed.
import { coverage, timeline } from "./charts.ts";
import type { Article, Data } from "./data.ts";
import { difference } from "./diffview.ts";
import { crawled, h, outLink, section, type Child } from "./dom.ts";
import { count, day, delay, hasTime, percent, plural, seconds, span, when } from "./format.ts";
import { badge, csvButton, storyLink, tile } from "./parts.ts";
import { replaceQuery, storyHash } from "./route.ts";
import { table, type Column } from "./table.ts";

const kTimelineLanes = 40;
const kListed = 15;

// After the original: a duration where both times are known, else what the days tell.
function after(original: Article, a: Article): string {
  if (a.index === original.index) return "first";
  if (!original.published || !a.published) return "";
  const exact = hasTime(original.published) && hasTime(a.published);
  const apart = exact ? seconds(a.published) - seconds(original.published) : seconds(day(a.published)) - seconds(day(original.published));
  if (!exact && apart === 0) return "same day";
  if (apart === 0) return "same time";
  return apart < 0 ? `${delay(-apart)} before` : `+ ${delay(apart)}`;
}

const label = (a: Article): string => `${a.site || a.id}, ${when(a.published)}`;

function columns(original: Article, compare: ((a: Article) => Child) | null): Column<Article>[] {
  const first = (a: Article): boolean => a.index === original.index;
  return [
    { name: "Site and headline", cell: a => h("span", { class: "who" }, crawled(a.site || "unknown site"), h("small", { class: "block", title: a.title }, outLink(a.url, a.title || a.id))), sort: a => a.site },
    { name: "Published", cell: a => h("span", null, when(a.published), h("small", { class: "block" }, after(original, a))), sort: a => a.published ?? "" },
    { name: "Relation", cell: a => h("span", { title: a.reason }, badge(a.relation), a.credit ? h("small", { class: "block" }, "credits ", crawled(a.credit)) : null), sort: a => a.relation },
    { name: "Agreement", number: true, cell: a => percent(a.score), sort: a => a.score, hint: "the one score of a pair" },
    { name: "Of the original", number: true, cell: a => (first(a) ? "" : h("span", { class: "cover" }, percent(a.inCopy), coverage(a.mask))), sort: a => a.inCopy, hint: "how much of the original is in this copy, and which parts" },
    { name: "From the original", number: true, cell: a => (first(a) ? "" : percent(a.inOriginal)), sort: a => a.inOriginal, hint: "how much of this copy is in the original" },
    { name: "Differs in", cell: a => differs(a), sort: a => a.numberConflicts + a.nameConflicts, hint: "numbers and names in aligned places" },
    { name: "Words", number: true, cell: a => h("span", { title: `${count(a.stripped)} more were stripped as boilerplate` }, count(a.words)), sort: a => a.words },
    ...(compare ? [{ name: "Compare", cell: compare }] : []),
  ];
}

function differs(a: Article): Child {
  const parts = [a.numberConflicts > 0 ? plural(a.numberConflicts, "number") : "", a.nameConflicts > 0 ? plural(a.nameConflicts, "name") : ""].filter(x => x);
  return parts.length > 0 ? h("span", { class: "differs" }, parts.join(", ")) : "";
}

export function story(data: Data, id: string, query: URLSearchParams): HTMLElement {
  const index = data.find(id) ?? data.storyOfArticle(id);
  const view = h("div", { class: "view story-view" });
  if (index === undefined) {
    view.append(h("h1", { tabindex: -1 }, "No such story here"),
      h("p", null, "The page has no story ", h("code", null, crawled(id)), data.count < data.columns.all.stories
        ? `. It has the ${count(data.count)} largest; the others are in stories.jsonl.` : "."), h("p", null, h("a", { href: "#stories" }, "All stories")));
    return view;
  }
  const articles = data.articles(index);
  const original = articles[0];
  const c = data.columns.stories;
  // Without a site nobody can say that it is another one.
  const recrawls = articles.slice(1).filter(a => a.site === original.site || !a.site || !original.site);
  const copies = articles.filter(a => !recrawls.includes(a));
  const texts = data.texts(index);

  const credit = original.credit ? h("span", { class: "credit" }, " credits ", crawled(original.credit)) : null;
  const sameDay = c.same_day[index] ? h("span", { class: "flag", title: "An article of another site may have been first: one of the two has only the day" }, "same day: who was first is uncertain") : null;
  view.append(
    h("p", { class: "crumb" }, h("a", { href: "#stories" }, "\u2190 Stories")),
    h("h1", { tabindex: -1 }, crawled(data.title(index))),
    h("p", { class: "byline" }, "First on ", h("strong", null, crawled(original.site || "an unknown site")), credit, ` \u00b7 ${when(original.published)} \u00b7 `,
      outLink(original.url, "original"), sameDay),
    h("dl", { class: "tiles small" },
      tile("Articles", count(c.size[index])), tile("Sites", count(c.sites[index])),
      tile("Republications", count(copies.length - 1), articles.length < c.size[index] ? "of those listed" : null),
      tile("Same site again", count(recrawls.length)),
      tile("Published", span(data.first(index), data.last(index)) || "unknown"),
      tile("Agreement with the original", c.size[index] > 1 ? percent(c.mean[index] / 1000) : "\u2013", c.size[index] > 1 ? `least ${percent(c.least[index] / 1000)}` : null)));
  const address = h("button", { type: "button" }, "Copy link");
  address.addEventListener("click", () => {
    const url = location.href.replace(/#.*/, "") + storyHash(original.id);
    const done = (text: string): void => {
      address.textContent = text;
      setTimeout(() => { address.textContent = "Copy link"; }, 2000);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(url).then(() => done("Copied"), () => done("Not allowed here"));
    else done("Not allowed here");
  });
  view.append(h("div", { class: "bar" }, h("span", null, address), csvButton(`story-${original.id.replace(/[^\w.-]+/g, "_").slice(0, 60)}.csv`, "the versions", () => ({
    header: ["id", "site", "published", "title", "relation", "agreement", "share of original", "share from original", "numbers that differ", "names that differ", "credit", "words", "stripped words", "url", "why"],
    rows: articles.map(a => [a.id, a.site, a.published, a.title, a.relation, a.score, a.inCopy, a.inOriginal, a.numberConflicts, a.nameConflicts, a.credit, a.words, a.stripped, a.url, a.reason]),
  }))));

  if (articles.length > 1) {
    const dated = articles.filter(a => a.published);
    const lanes = [...new Set(dated.map(a => a.site))].slice(0, kTimelineLanes);
    const shown = dated.filter(a => lanes.includes(a.site));
    if (shown.length > 0) {
      const seen = new Set<string>();
      const again = (site: string): boolean => site !== "" && (seen.has(site) || !seen.add(site));
      view.append(section("Who had it when", "timeline",
        h("p", { class: "legend" }, ...["original", "exact", "copy", "abridged", "revision"].filter(r => shown.some(a => a.relation === r)).map(badge),
          h("span", { class: "note" }, "hollow: the same site again; bar: only the day is known")),
        timeline(shown.map(a => ({
          time: seconds(a.published!), dayOnly: !hasTime(a.published!), lane: a.site || "unknown site", className: a.relation,
          recrawl: again(a.site), label: `${a.site}, ${when(a.published)} (${after(original, a)}): ${a.title}`, href: "",
        }))),
        dated.length < articles.length ? h("p", { class: "note" }, `${plural(articles.length - dated.length, "article")} without a date.`) : null,
        shown.length < dated.length ? h("p", { class: "note" }, `${plural(lanes.length, "site")} of ${count(c.sites[index])} are drawn; all are in the table.`) : null));
    }
  }

  const compare = compareSection(data, index, articles, texts.length, query);
  const button = compare ? (a: Article): Child => {
    const at = articles.indexOf(a);
    return at > 0 && at < texts.length
      ? h("button", { type: "button", "aria-label": `Compare ${label(a)} with the original`, click: () => compare.show(0, at, true) }, "Compare") : null;
  } : null;
  view.append(section("Versions on other sites", "versions",
    table("Versions on other sites", columns(original, button), copies, kListed, "versions"),
    articles.length < c.size[index] ? h("p", { class: "note" }, `${count(c.size[index] - articles.length)} more are in stories.jsonl.`) : null));
  if (recrawls.length > 0) {
    view.append(section(original.site ? "The same site again" : "Versions of unknown sites", "recrawls", table("The same site again", columns(original, button), recrawls, kListed, "versions")));
  }
  if (compare) view.append(compare.element);
  else if (articles.length > 1) view.append(section("Side by side", "compare", h("p", { class: "note" }, "The texts of this story are not in the page: it keeps those of the largest stories, up to its size limit. newsecho compare A B --in CRAWL shows any two.")));

  const links = data.links(index);
  if (links.length > 0) {
    const own = new Set(articles.map(a => a.id));
    view.append(section("Related, not the same report", "links", table("Related, not the same report", [
      { name: "Relation", cell: l => badge(l.relation), sort: l => l.relation },
      { name: "Article here", cell: l => crawled(own.has(l.a) ? l.a : l.b) },
      { name: "Story", cell: l => {
        const other = own.has(l.a) ? l.b : l.a;
        const s = data.storyOfArticle(other);
        return s === undefined ? crawled(other) : storyLink(data, s);
      }, className: "title" },
      { name: "Why", cell: l => l.reason },
    ], links, 8, "broad")));
  }
  return view;
}

interface Compare { element: HTMLElement; show: (a: number, b: number, scroll: boolean) => void; }

function compareSection(data: Data, index: number, articles: Article[], known: number, query: URLSearchParams): Compare | null {
  if (known < 2) return null;
  const place = h("div", null);
  const choice = (name: string): HTMLSelectElement => h("select", { "aria-label": name },
    ...articles.slice(0, known).map((a, i) => h("option", { value: i }, `${i === 0 ? "Original: " : ""}${label(a)}${i === 0 ? "" : ` (${a.relation})`}`)));
  const left = choice("Left version"), right = choice("Right version");
  const swap = h("button", { type: "button", "aria-label": "Swap the two sides" }, "\u21c4");
  const element = section("Side by side", "compare",
    h("div", { class: "bar compare-bar" }, h("label", null, "Left", left), swap, h("label", null, "Right", right)), place);
  const show = (a: number, b: number, scroll: boolean): void => {
    left.value = String(a);
    right.value = String(b);
    const texts = data.texts(index);
    place.replaceChildren(difference(texts[a], texts[b], label(articles[a]), label(articles[b])));
    if (scroll) {
      element.scrollIntoView();
      left.focus({ preventScroll: true });
    }
    const to = new URLSearchParams();
    if (a !== 0) to.set("a", articles[a].id);
    if (b !== 1) to.set("b", articles[b].id);
    if (location.hash.startsWith("#story=")) replaceQuery(storyHash(articles[0].id), to, "&");
  };
  const again = (): void => show(Number(left.value), Number(right.value), false);
  left.addEventListener("change", again);
  right.addEventListener("change", again);
  swap.addEventListener("click", () => show(Number(right.value), Number(left.value), false));
  const wanted = (name: string, otherwise: number): number => {
    const at = articles.findIndex(a => a.id === query.get(name));
    return at >= 0 && at < known ? at : otherwise;
  };
  show(wanted("a", 0), wanted("b", 1), false);
  return { element, show };
}
