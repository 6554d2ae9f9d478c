// The table of stories. Only the rows in sight are in the document, so 50,000 scroll as 50 do.
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { relations, type Data } from "./data.ts";
import { crawled, h } from "./dom.ts";
import { count, delay, percent, plural, seconds, span } from "./format.ts";
import { csvButton, relationNames, storyLink } from "./parts.ts";
import { replaceQuery, storyHash } from "./route.ts";
import { everything, fromQuery, select, toQuery, type Filter, type Key } from "./select.ts";

const kRow = 46, kRowOnPhone = 112; // as the style has them
const kCopies = ["exact", "copy", "abridged", "revision"];

const heads: { key: Key; name: string; number?: boolean }[] = [
  { key: "title", name: "Story" }, { key: "size", name: "Articles", number: true }, { key: "sites", name: "Sites", number: true },
  { key: "site", name: "First on" }, { key: "first", name: "Published" }, { key: "span", name: "Spread over", number: true },
  { key: "agreement", name: "Agreement", number: true },
];

const kinds = (relation: string, n: number): string =>
  relation === "copy" ? (n === 1 ? "copy" : "copies") : relation === "revision" && n !== 1 ? "revisions" : relation;

function spread(data: Data, s: number): string {
  const first = data.first(s), last = data.last(s);
  if (!first || !last || first === last) return "";
  return delay(Math.max(0, seconds(last) - seconds(first)));
}

export function stories(data: Data, query: URLSearchParams): HTMLElement {
  let filter = fromQuery(query);
  let rows: number[] = [];
  let active = 0;

  const view = h("div", { class: "view stories-view" });
  const status = h("p", { class: "note", role: "status", "aria-live": "polite" });
  const phone = matchMedia("(max-width: 720px)");
  const canvas = h("div", { class: "grid-body", role: "rowgroup" });
  const head = h("div", { class: "grid-head", role: "rowgroup" });
  const grid = h("div", {
    class: "grid-table", role: "grid", tabindex: 0, "aria-label": "Stories; arrow keys move, Enter opens", "aria-colcount": heads.length,
  }, head, canvas);

  const headCells = heads.map(x => {
    const button = h("button", { type: "button", class: "sort", tabindex: 0, click: () => {
      const again = filter.sort === x.key;
      change({ sort: x.key, up: again ? !filter.up : x.key === "title" || x.key === "site" });
    } }, x.name);
    return h("div", { role: "columnheader", class: `cell ${x.key}${x.number ? " n" : ""}` }, button);
  });
  head.append(h("div", { role: "row", class: "row head", "aria-rowindex": 1 }, ...headCells));

  const rowOf = (index: number, top: number): HTMLElement => {
    const s = rows[index], c = data.columns.stories;
    const tally = data.tally(s);
    const found = kCopies.map(r => [r, tally[relations.indexOf(r as (typeof relations)[number])]] as const).filter(([, n]) => n > 0);
    const row = h("div", {
      role: "row", class: `row${index === active ? " active" : ""}`, id: `row-${index}`, "aria-rowindex": index + 2,
    },
      h("div", { role: "gridcell", class: "cell title" }, storyLink(data, s),
        h("span", { class: "kinds" }, ...found.map(([r, n]) => h("span", { class: `kind rel-${r}` }, `${count(n)} ${kinds(r, n)}`)))),
      h("div", { role: "gridcell", class: "cell size n" }, count(c.size[s]), h("span", { class: "unit" }, c.size[s] === 1 ? " article" : " articles")),
      h("div", { role: "gridcell", class: "cell sites n" }, count(c.sites[s]), h("span", { class: "unit" }, c.sites[s] === 1 ? " site" : " sites")),
      h("div", { role: "gridcell", class: "cell site" }, crawled(data.site(s))),
      h("div", { role: "gridcell", class: "cell first" }, span(data.first(s), data.first(s))),
      h("div", { role: "gridcell", class: "cell span n" }, spread(data, s)),
      h("div", { role: "gridcell", class: "cell agreement n", title: `least ${percent(c.least[s] / 1000)}` }, c.size[s] > 1 ? percent(c.mean[s] / 1000) : ""));
    row.style.transform = `translateY(${top}px)`;
    return row;
  };

  const draw = (): void => {
    canvas.style.height = `${virtual.getTotalSize()}px`;
    const focused = canvas.contains(document.activeElement) ? document.activeElement!.closest(".row")?.id : undefined;
    canvas.replaceChildren(...virtual.getVirtualItems().map(item => rowOf(item.index, item.start)));
    // A link that had the focus has been drawn anew.
    if (focused) (document.getElementById(focused)?.querySelector("a") ?? grid).focus({ preventScroll: true });
    if (rows.length > 0) grid.setAttribute("aria-activedescendant", `row-${active}`);
    else grid.removeAttribute("aria-activedescendant");
  };
  const options = (): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] => ({
    count: rows.length,
    getScrollElement: () => grid,
    estimateSize: () => (phone.matches ? kRowOnPhone : kRow),
    overscan: 8,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    scrollMargin: 0,
    onChange: draw,
  });
  const virtual = new Virtualizer<HTMLElement, HTMLElement>(options());

  const update = (): void => {
    rows = select(data, filter);
    active = Math.min(active, Math.max(0, rows.length - 1));
    heads.forEach((x, i) => {
      if (filter.sort === x.key) headCells[i].setAttribute("aria-sort", filter.up ? "ascending" : "descending");
      else headCells[i].removeAttribute("aria-sort");
    });
    grid.setAttribute("aria-rowcount", String(rows.length + 1));
    status.textContent = rows.length === 0 ? "No story is like that."
                                           : `${plural(rows.length, "story", "stories")} of ${count(data.count)}${data.count < data.columns.all.stories
                                               ? `; the ${count(data.columns.all.stories - data.count)} smallest are left to stories.jsonl` : ""}`;
    virtual.setOptions(options());
    virtual.measure();
    draw();
  };
  const change = (to: Partial<Filter>): void => {
    filter = { ...filter, ...to };
    active = 0;
    grid.scrollTop = 0;
    replaceQuery("#stories", toQuery(filter), "?");
    update();
  };

  grid.addEventListener("keydown", event => {
    if (event.target !== grid) return;
    const page = Math.max(1, Math.floor(grid.clientHeight / (phone.matches ? kRowOnPhone : kRow)) - 2);
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === "Enter" && rows.length > 0) location.hash = storyHash(data.id(rows[active]));
    if (to === undefined || rows.length === 0) return;
    event.preventDefault();
    active = Math.max(0, Math.min(rows.length - 1, to));
    virtual.scrollToIndex(active, { align: "auto" });
    draw();
  });
  canvas.addEventListener("click", event => {
    if ((event.target as Element).closest("a")) return;
    const row = (event.target as Element).closest(".row");
    if (row && !getSelection()?.toString()) location.hash = storyHash(data.id(rows[Number(row.id.slice(4))]));
  });

  // The controls.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const search = h("input", { type: "search", id: "search", placeholder: "Title, site, agency or id", value: filter.text, autocomplete: "off" });
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => change({ text: search.value }), data.count > 5000 ? 150 : 30);
  });
  const number = (name: "size" | "sites", label: string): HTMLElement => {
    const input = h("input", { type: "number", min: name === "size" ? 1 : 0, value: filter[name], inputmode: "numeric" });
    input.addEventListener("input", () => change({ [name]: Number(input.value) || everything[name] }));
    return h("label", null, label, input);
  };
  const date = (name: "from" | "to", label: string): HTMLElement => {
    const input = h("input", { type: "date", value: filter[name] });
    input.addEventListener("change", () => change({ [name]: input.value }));
    return h("label", null, label, input);
  };
  const relation = h("select", null, h("option", { value: "" }, "any"),
    ...[...kCopies, "single", "junk"].map(r => h("option", { value: r, selected: filter.relation === r }, relationNames[r].toLowerCase())));
  relation.addEventListener("change", () => change({ relation: relation.value, size: relation.value === "single" || relation.value === "junk" ? 1 : filter.size }));
  const share = (name: "least" | "most", label: string): HTMLElement => {
    const input = h("input", { type: "number", min: 0, max: 100, step: 5, value: filter[name], inputmode: "numeric" });
    input.addEventListener("input", () => change({ [name]: input.value === "" ? everything[name] : Number(input.value) }));
    return h("label", { title: "Agreement of the least alike article with the original, percent" }, label, input);
  };
  view.append(
    h("h1", { tabindex: -1 }, "Stories"),
    h("form", { class: "filters", role: "search", submit: (e: Event) => e.preventDefault() },
      h("label", { class: "wide-field", for: "search" }, "Search", search),
      h("details", { class: "more", open: !phone.matches }, h("summary", null, "Filters"), h("div", { class: "filters-more" },
      number("size", "Articles, at least"), number("sites", "Sites, at least"), date("from", "From"), date("to", "To"),
      h("label", null, "Has a", relation), share("least", "Cohesion from, %"), share("most", "to, %"),
      h("button", { type: "reset", click: () => { location.hash = "#stories?"; } }, "Clear")))),
    h("div", { class: "bar" }, status, csvButton("stories.csv", "the stories shown", () => ({
      header: ["story", "title", "articles", "sites", "first on", "first", "last", "mean agreement", "least agreement", "url"],
      rows: rows.map(s => {
        const c = data.columns.stories, a = data.article(data.start[s], data.start[s]);
        return [a.id, a.title, c.size[s], c.sites[s], a.site, data.first(s), data.last(s), c.mean[s] / 1000, c.least[s] / 1000, a.url];
      }),
    }))),
    grid);

  // Once in the document, where it has a size.
  const unmount: (() => void)[] = [];
  queueMicrotask(() => {
    unmount.push(virtual._didMount());
    virtual._willUpdate();
    update();
  });
  phone.addEventListener("change", update);
  view.addEventListener("leave", () => {
    for (const f of unmount) f();
    phone.removeEventListener("change", update);
  });
  return view;
}
