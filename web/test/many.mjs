// A result of very many stories, as `newsecho cluster` would write it.
const words = ["council", "bridge", "harbour", "rail", "budget", "school", "river", "storm", "market", "union", "hospital", "court"];

export function manyStories(n) {
  const rows = [];
  for (let s = 0; s < n; ++s) {
    const size = 2 + (s < 50 ? 40 - Math.floor(s / 2) : s % 3);
    const title = `${words[s % 12]} ${words[(s * 7 + 3) % 12]} vote number ${s} draws a crowd to the town hall`;
    const articles = [];
    for (let a = 0; a < size; ++a) {
      const site = `paper-${(s * 31 + a * 7) % 400}.example`;
      articles.push({
        id: `s${s}-a${a}`, url: `https://${site}/2026/03/${s}-${a}`, site, title: a === 0 ? title : `${title} - ${site}`,
        published: new Date(Date.UTC(2026, 2, 1) + (s * 17 + a * 61) * 60_000).toISOString().replace(".000", ""),
        relation: a === 0 ? "original" : ["exact", "copy", "abridged", "revision"][(s + a) % 4], score: a === 0 ? 1 : 0.5 + ((s * 13 + a) % 500) / 1000,
        credit: s % 5 === 0 ? "Continental Copy Service" : "", words: 200 + (s % 300), stripped_words: s % 80,
        evidence: a === 0 ? null : { a_in_b: 0.9, b_in_a: 0.8, mask_a: "ffffffff0000ffff", number_conflicts: s % 3, name_conflicts: 0, reason: "trimmed: 90 % of the shorter is in the longer, no number or name differs" },
      });
    }
    rows.push({
      story: articles[0].id, size, sites: new Set(articles.map(a => a.site)).size, first: articles[0].published, last: articles.at(-1).published, same_day: false,
      original: articles[0].id, cohesion: { least_medoid: 0.5, mean_medoid: 0.8, least_original: 0.5 + (s % 400) / 1000, mean_original: 0.7 + (s % 300) / 1000 }, articles,
    });
  }
  rows.sort((a, b) => b.size - a.size || (a.story < b.story ? -1 : 1));
  const articles = rows.reduce((sum, r) => sum + r.size, 0);
  const run = {
    newsecho: "0.1.0", build: "test", command: "newsecho cluster", options: {}, field_mapping: "text \u2190 text", source_files: 1,
    counts: { articles, skipped: 0, text_bytes: articles * 2000, verified: articles }, stages: [{ stage: "read", seconds: 1, items: articles, bytes: 1 }], seconds: 1, shown_stories: 2000,
    summary: {
      articles, stories: n, repeated_stories: n, singles: 0, junk: 0, sites: 400, largest: rows[0].size, republications: articles - n, republished_share: (articles - n) / articles,
      same_site_copies: 0, first: "2026-03-01T00:00:00Z", last: "2027-10-01T00:00:00Z", relations: { exact: 1, copy: 1, abridged: 1, revision: 1 }, links: { excerpt: 0, roundup: 0, template: 0 },
      skipped: {}, top_sites: [], flows: [], volume: { "2026-03-01": [10, 5], "2026-03-02": [12, 4] },
    },
  };
  return {
    "run.json": JSON.stringify(run), "stories.jsonl": rows.map(r => `${JSON.stringify(r)}\n`).join(""),
    "links.jsonl": "", "skipped.jsonl": "", "boilerplate.jsonl": "", "texts.jsonl.zst": "",
  };
}
