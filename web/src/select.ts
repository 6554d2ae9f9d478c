// Which stories a reader asked for, and in which order. Knows no element, so that it can be tested alone.
import { relations, type Data } from "./data.ts";

export type Key = "size" | "sites" | "title" | "site" | "first" | "span" | "agreement";
export const keys: readonly Key[] = ["size", "sites", "title", "site", "first", "span", "agreement"];

export interface Filter {
  text: string; // every word must be found
  size: number; // at least
  sites: number; // at least
  from: string; // day
  to: string;
  relation: string; // a relation that one of its articles has; empty: any
  least: number; // least agreement with the original, in percent: at least
  most: number; // and at most
  sort: Key;
  up: boolean;
}

export const everything: Filter = { text: "", size: 2, sites: 0, from: "", to: "", relation: "", least: 0, most: 100, sort: "size", up: false };

// Only what differs from the default stands in the address.
export function toQuery(f: Filter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(f) as [keyof Filter, string | number | boolean][]) {
    if (value !== everything[key]) query.set(key, String(value));
  }
  return query;
}

export const storiesHash = (f: Partial<Filter>): string => `#stories?${toQuery({ ...everything, ...f }).toString()}`;

export function fromQuery(query: URLSearchParams): Filter {
  const f = { ...everything };
  const number = (name: "size" | "sites" | "least" | "most"): void => {
    const text = query.get(name);
    if (text !== null && Number.isFinite(Number(text))) f[name] = Number(text);
  };
  number("size");
  number("sites");
  number("least");
  number("most");
  f.text = query.get("text") ?? "";
  f.from = query.get("from") ?? "";
  f.to = query.get("to") ?? "";
  f.relation = query.get("relation") ?? "";
  f.sort = keys.find(k => k === query.get("sort")) ?? everything.sort;
  f.up = query.get("up") === "true";
  return f;
}

function days(data: Data, story: number): number {
  const first = data.first(story), last = data.last(story);
  return first && last ? Date.parse(last) - Date.parse(first) : -1;
}

export function select(data: Data, f: Filter): number[] {
  const { size, sites, least } = data.columns.stories;
  const words = f.text.toLowerCase().split(/\s+/).filter(w => w);
  const relation = relations.findIndex(r => r === f.relation);
  const found: number[] = [];
  for (let s = 0; s < data.count; ++s) {
    if (size[s] < f.size || sites[s] < f.sites) continue;
    if (size[s] > 1 && (least[s] < f.least * 10 || least[s] > f.most * 10)) continue;
    if (f.from && !((data.last(s) ?? "").slice(0, 10) >= f.from)) continue;
    if (f.to && !(data.first(s) && data.first(s)!.slice(0, 10) <= f.to)) continue;
    if (relation >= 0) {
      let has = false;
      for (let a = data.start[s]; a < data.start[s + 1] && !has; ++a) has = data.columns.articles.relation[a] === relation;
      if (!has) continue;
    }
    if (words.length > 0) {
      const needle = data.needle(s);
      if (!words.every(w => needle.includes(w))) continue;
    }
    found.push(s);
  }
  return order(data, found, f.sort, f.up);
}

function order(data: Data, list: number[], by: Key, up: boolean): number[] {
  const c = data.columns.stories;
  const sign = up ? 1 : -1;
  if (by === "title" || by === "site") {
    const collator = new Intl.Collator("en");
    const text = new Map(list.map(s => [s, by === "title" ? data.title(s) : data.site(s)]));
    return list.sort((a, b) => sign * collator.compare(text.get(a)!, text.get(b)!) || a - b);
  }
  const value: (s: number) => number = {
    size: (s: number) => c.size[s], sites: (s: number) => c.sites[s], agreement: (s: number) => c.mean[s],
    first: (s: number) => Date.parse(data.first(s) ?? "") || 0, span: (s: number) => days(data, s),
  }[by];
  const keyed = new Map(list.map(s => [s, value(s)]));
  return list.sort((a, b) => sign * (keyed.get(a)! - keyed.get(b)!) || a - b);
}
