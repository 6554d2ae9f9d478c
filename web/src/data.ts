// The result as the page carries it: columns rather than objects, so that 50,000 stories stay small and load fast.
// The names are those of docs/files.md; src/report/columns.cpp writes them.

export const relations = ["original", "exact", "copy", "abridged", "revision", "single", "junk"] as const;
export type Relation = (typeof relations)[number];

export interface SiteCount {
  site: string;
  articles: number;
  originals: number;
  echoed: number;
  republications: number;
  shared: number;
  median_delay: number | null;
}

export interface Summary {
  articles: number;
  stories: number;
  repeated_stories: number;
  singles: number;
  junk: number;
  sites: number;
  largest: number;
  republications: number;
  republished_share: number;
  same_site_copies: number;
  first: string | null;
  last: string | null;
  relations: Record<string, number>;
  links: Record<string, number>;
  skipped: Record<string, number>;
  top_sites: SiteCount[];
  flows: { from: string; to: string; copies: number }[];
  volume: Record<string, [number, number]>;
}

export interface Run {
  newsecho: string;
  build: string;
  command: string;
  options: Record<string, unknown>;
  field_mapping: string;
  source_files: number;
  counts: Record<string, number>;
  stages: { stage: string; seconds: number; items: number; bytes: number }[];
  seconds: number;
  summary: Summary;
  [key: string]: unknown;
}

interface Columns {
  run: Run;
  excel_safe: boolean;
  all: { stories: number; links: number; boilerplate: number; skipped: number };
  sites: string[];
  credits: string[];
  reasons: string[];
  stories: {
    size: number[];
    sites: number[];
    first: (string | 0)[];
    last: (string | 0)[];
    same_day: number[];
    least: number[];
    mean: number[];
    articles: number[];
  };
  articles: {
    id: string[];
    url: (string | 0)[];
    site: number[];
    title: (string | 0)[]; // 0: as the original's, or none
    published: (string | 0)[];
    relation: number[];
    score: number[];
    credit: number[];
    words: number[];
    stripped: number[];
    in_copy: number[];
    in_original: number[];
    number_conflicts: number[];
    name_conflicts: number[];
    mask: (string | 0)[];
    reason: number[];
  };
  texts: number[];
  links: { a: string; b: string; relation: string; reason: string }[];
  boilerplate: { site: string; line: string; pages: number }[];
  skipped: { source: string; line: number; reason: string }[];
}

export interface Article {
  index: number;
  id: string;
  url: string;
  site: string;
  title: string;
  published: string | null;
  relation: Relation;
  score: number; // 0 to 1
  credit: string;
  words: number;
  stripped: number;
  inCopy: number; // share of the original that is in this copy
  inOriginal: number; // share of this copy that is in the original
  numberConflicts: number;
  nameConflicts: number;
  mask: string; // which 64ths of the original the copy covers, hexadecimal
  reason: string;
}

export interface Text {
  text: string;
  stripped: [number, number][]; // bytes of the UTF-8
}

// The reverse of what src/report/columns.cpp does.
function longUrl(short: string, site: string): string {
  if (short.startsWith("/")) return `https://${site}${short}`;
  if (short.startsWith(".")) return `https://www.${site}/${short.slice(1)}`;
  return short.startsWith("!") ? short.slice(1) : short;
}

export class Data {
  readonly run: Run;
  readonly summary: Summary;
  readonly columns: Columns;
  readonly count: number;
  readonly start: Uint32Array; // where a story's articles begin
  private readonly withTexts: Set<number>;
  private byId: Map<string, number> | null = null;
  private storyOf: Map<string, number> | null = null;
  private needles: string[] | null = null;
  private linked: Map<number, number[]> | null = null;

  constructor(columns: Columns) {
    this.columns = columns;
    this.run = columns.run;
    this.summary = columns.run.summary;
    this.count = columns.stories.size.length;
    this.start = new Uint32Array(this.count + 1);
    for (let s = 0; s < this.count; ++s) this.start[s + 1] = this.start[s] + columns.stories.articles[s];
    this.withTexts = new Set(columns.texts);
  }

  static read(): Data {
    return new Data(JSON.parse(document.getElementById("data")!.textContent!) as Columns);
  }

  id(story: number): string { return this.columns.articles.id[this.start[story]]; }
  title(story: number): string { return (this.columns.articles.title[this.start[story]] as string) || this.id(story); }
  site(story: number): string { return this.columns.sites[this.columns.articles.site[this.start[story]]]; }
  first(story: number): string | null { return this.columns.stories.first[story] || null; }
  last(story: number): string | null { return this.columns.stories.last[story] || null; }

  find(id: string): number | undefined {
    if (!this.byId) {
      this.byId = new Map();
      for (let s = 0; s < this.count; ++s) this.byId.set(this.id(s), s);
    }
    return this.byId.get(id);
  }

  // The story an article belongs to, if the page has it.
  storyOfArticle(id: string): number | undefined {
    if (!this.storyOf) {
      this.storyOf = new Map();
      for (let s = 0; s < this.count; ++s) {
        for (let a = this.start[s]; a < this.start[s + 1]; ++a) this.storyOf.set(this.columns.articles.id[a], s);
      }
    }
    return this.storyOf.get(id);
  }

  // An article of a story whose original is `original`.
  article(index: number, original: number): Article {
    const c = this.columns.articles;
    const id = c.id[index], site = this.columns.sites[c.site[index]];
    return {
      index, id,
      url: c.url[index] === 0 ? id : longUrl(c.url[index] as string, site),
      site,
      title: (c.title[index] || c.title[original]) as string || "",
      published: c.published[index] || null,
      relation: relations[c.relation[index]],
      score: c.score[index] / 1000,
      credit: this.columns.credits[c.credit[index]],
      words: c.words[index],
      stripped: c.stripped[index],
      inCopy: c.in_copy[index] / 1000,
      inOriginal: c.in_original[index] / 1000,
      numberConflicts: c.number_conflicts[index],
      nameConflicts: c.name_conflicts[index],
      mask: c.mask[index] === 0 ? "" : (c.mask[index] as string),
      reason: this.columns.reasons[c.reason[index]],
    };
  }

  articles(story: number): Article[] {
    const list = [];
    for (let a = this.start[story]; a < this.start[story + 1]; ++a) list.push(this.article(a, this.start[story]));
    return list;
  }

  // How many of the listed articles bear a relation, by relation.
  tally(story: number): number[] {
    const n = relations.map(() => 0);
    for (let a = this.start[story]; a < this.start[story + 1]; ++a) ++n[this.columns.articles.relation[a]];
    return n;
  }

  // What a search looks through: titles, sites, ids, credits of a story, in lower case.
  needle(story: number): string {
    this.needles ??= new Array<string>(this.count);
    let text = this.needles[story];
    if (text === undefined) {
      const c = this.columns.articles;
      const parts = new Set<string>();
      for (let a = this.start[story]; a < this.start[story + 1]; ++a) {
        if (c.title[a]) parts.add(c.title[a] as string);
        parts.add(this.columns.sites[c.site[a]]).add(c.id[a]).add(this.columns.credits[c.credit[a]]);
      }
      text = this.needles[story] = [...parts].join("\n").toLowerCase();
    }
    return text;
  }

  // Texts of the story's first articles; none where the page has no room for them.
  texts(story: number): Text[] {
    const element = this.withTexts.has(story) ? document.getElementById(`texts-${story}`) : null;
    if (!element) return [];
    return JSON.parse(element.textContent!) as Text[];
  }

  // Links of a story's articles to others.
  links(story: number): Columns["links"] {
    if (!this.linked) {
      this.linked = new Map();
      this.columns.links.forEach((link, i) => {
        for (const s of new Set([this.storyOfArticle(link.a), this.storyOfArticle(link.b)])) {
          if (s === undefined) continue;
          if (!this.linked!.has(s)) this.linked!.set(s, []);
          this.linked!.get(s)!.push(i);
        }
      });
    }
    return (this.linked.get(story) ?? []).map(i => this.columns.links[i]);
  }
}
