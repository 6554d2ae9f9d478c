// Lays two versions of a report side by side: sentences that belong together in one row, what moved recognised,
// and inside a row the words that differ.
//
// Sentences are aligned as translations are (Gale and Church, 1993): the best path of pairs, in order, where a
// sentence may also stand for two of the other side. What is left over and much alike has moved.
import { diffArrays } from "diff";
import type { Sentence, Unit, Word } from "./words.ts";

export type Mark = "same" | "only" | "changed";

export interface Run { // words that are treated alike
  mark: Mark;
  words: Word[];
}

export interface Side {
  runs: Run[];
  after: string; // behind the last word
  paragraph: number; // where the row begins
}

export interface Row {
  kind: "same" | "changed" | "only_a" | "only_b" | "moved" | "stripped";
  a: Side | null;
  b: Side | null;
  stripped_a: string[];
  stripped_b: string[];
  move: number; // number of the moved passage; 0: none
}

export interface Alignment {
  rows: Row[];
  common: number; // words in common
  words_a: number;
  words_b: number;
  moved: number;
  numbers: [string, string][]; // changed, where one stands for the other
  names: [string, string][];
}

const kAlike = 0.5; // share of the longer's words that a pair has in common
const kMovedAlike = 0.6;
const kMovedWords = 5; // a shorter sentence may well be said twice
const kLongSentence = 30; // words; one that long may be several that lost their line ends
const kMostCells = 4_000_000;

function bag(words: Word[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const w of words) counts.set(w.key, (counts.get(w.key) ?? 0) + 1);
  return counts;
}

function shared(a: Map<string, number>, b: Map<string, number>): number {
  let n = 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const [key, times] of small) n += Math.min(times, large.get(key) ?? 0);
  return n;
}

interface Group { words: Word[]; bag: Map<string, number>; }

const joined = (list: Sentence[]): Group => {
  const words = list.flatMap(s => s.words);
  return { words, bag: bag(words) };
};

interface Pair { a: [number, number]; b: [number, number]; } // half-open ranges of sentences

// The best path of pairs, in order.
function align(a: Sentence[], b: Sentence[]): Pair[] {
  const n = a.length, m = b.length;
  if (n * m > kMostCells) return alignEqual(a, b);
  const one_a = a.map(s => joined([s])), one_b = b.map(s => joined([s]));
  const two_a = a.slice(1).map((s, i) => joined([a[i], s])), two_b = b.slice(1).map((s, i) => joined([b[i], s]));
  const worth = (x: Group, y: Group): number => {
    const least = Math.min(x.words.length, y.words.length), most = Math.max(x.words.length, y.words.length);
    if (least < kAlike * most) return 0;
    const common = shared(x.bag, y.bag);
    return common >= kAlike * most ? (common * common) / most : 0;
  };
  const width = m + 1;
  const best = new Float64Array((n + 1) * width);
  const step = new Uint8Array((n + 1) * width); // 1: a alone, 2: b alone, else 4 | taken of a - 1 << 1 | taken of b - 1
  for (let i = 0; i <= n; ++i) {
    for (let j = 0; j <= m; ++j) {
      if (i === 0 && j === 0) continue;
      const cell = i * width + j;
      let value = -1, how = 0;
      const offer = (v: number, s: number): void => {
        if (v > value) [value, how] = [v, s];
      };
      if (i > 0 && j > 0) {
        const w = worth(one_a[i - 1], one_b[j - 1]);
        if (w > 0) offer(best[cell - width - 1] + w, 4);
        // A joined pair must be worth more than its better half; the small fee keeps single pairs where both will do.
        if (i > 1) {
          const w2 = worth(two_a[i - 2], one_b[j - 1]);
          if (w2 > 0) offer(best[cell - 2 * width - 1] + w2 - 0.5, 4 | 2);
        }
        if (j > 1) {
          const w2 = worth(one_a[i - 1], two_b[j - 2]);
          if (w2 > 0) offer(best[cell - width - 2] + w2 - 0.5, 4 | 1);
        }
      }
      if (i > 0) offer(best[cell - width], 1);
      if (j > 0) offer(best[cell - 1], 2);
      best[cell] = value;
      step[cell] = how;
    }
  }
  const pairs: Pair[] = [];
  for (let i = n, j = m; i > 0 || j > 0;) {
    const how = step[i * width + j];
    if (how === 1) --i;
    else if (how === 2) --j;
    else {
      const of_a = how & 2 ? 2 : 1, of_b = how & 1 ? 2 : 1;
      pairs.push({ a: [i - of_a, i], b: [j - of_b, j] });
      i -= of_a;
      j -= of_b;
    }
  }
  return pairs.reverse();
}

// For texts as long as books: only sentences that are equal.
function alignEqual(a: Sentence[], b: Sentence[]): Pair[] {
  const pairs: Pair[] = [];
  let i = 0, j = 0;
  for (const part of diffArrays(a.map(s => keyOf(s.words)), b.map(s => keyOf(s.words)))) {
    const length = part.value.length;
    if (part.removed) i += length;
    else if (part.added) j += length;
    else for (let k = 0; k < length; ++k) pairs.push({ a: [i, ++i], b: [j, ++j] });
  }
  return pairs;
}

// Words of two passages against each other.
function compareWords(a: Word[], b: Word[], out: Alignment): [Run[], Run[]] {
  const runs_a: Run[] = [], runs_b: Run[] = [];
  const push = (runs: Run[], mark: Mark, words: Word[]): void => {
    if (words.length === 0) return;
    const last = runs.at(-1);
    if (last?.mark === mark) last.words.push(...words);
    else runs.push({ mark, words: [...words] });
  };
  let i = 0, j = 0;
  let gone: Word[] = [], come: Word[] = [];
  const flush = (): void => {
    const mark = gone.length > 0 && come.length > 0 ? "changed" : "only";
    push(runs_a, mark, gone);
    push(runs_b, mark, come);
    if (mark === "changed") note(gone, come, out);
    gone = [];
    come = [];
  };
  for (const part of diffArrays(a.map(w => w.key), b.map(w => w.key))) {
    const length = part.value.length;
    if (part.removed) gone.push(...a.slice(i, i += length));
    else if (part.added) come.push(...b.slice(j, j += length));
    else {
      flush();
      push(runs_a, "same", a.slice(i, i += length));
      push(runs_b, "same", b.slice(j, j += length));
      out.common += length;
    }
  }
  flush();
  return [runs_a, runs_b];
}

// Numbers and names that stand for each other.
function note(gone: Word[], come: Word[], out: Alignment): void {
  const numbers_a = gone.filter(w => w.number), numbers_b = come.filter(w => w.number);
  for (let i = 0; i < Math.min(numbers_a.length, numbers_b.length); ++i) out.numbers.push([numbers_a[i].text, numbers_b[i].text]);
  const name = (words: Word[]): string =>
    words.filter(w => w.name && !w.number).map(w => (w.before ? " " : "") + w.text).join("").trim();
  const name_a = name(gone), name_b = name(come);
  if (name_a && name_b && name_a.length < 60 && name_b.length < 60) out.names.push([name_a, name_b]);
}

const whole = (list: Sentence[], mark: Mark): Side =>
  ({ runs: [{ mark, words: list.flatMap((s, i) => i === 0 ? s.words : glue(list[i - 1], s)) }], after: list.at(-1)!.after, paragraph: list[0].paragraph });

// The second of two joined sentences, with what stood between them before its first word.
function glue(before: Sentence, s: Sentence): Word[] {
  const [first, ...rest] = s.words;
  return [{ ...first, before: (before.after + first.before) || " ", name: false }, ...rest];
}

function flat(list: Sentence[]): Word[] {
  return list.flatMap((s, i) => i === 0 ? s.words : glue(list[i - 1], s));
}

const keyOf = (words: Word[]): string => words.map(w => w.key).join(" ");

// A text that lost its line ends has menu, byline and list in one sentence. It is cut where sentences of the other
// version begin or end.
function cutLike(units: Unit[], others: Unit[]): Unit[] {
  const begins = new Set<string>(), ends = new Set<string>(), whole = new Set<string>();
  for (const { sentence } of others) {
    if (!sentence) continue;
    begins.add(keyOf(sentence.words.slice(0, 3)));
    ends.add(keyOf(sentence.words.slice(-3)));
    whole.add(keyOf(sentence.words));
  }
  const cut = (sentence: Sentence): Sentence[] => {
    const { words, after, paragraph } = sentence;
    if (words.length <= kLongSentence || whole.has(keyOf(words))) return [sentence];
    const out: Sentence[] = [];
    let from = 0;
    for (let at = 3; at <= words.length - 3; ++at) {
      if (!begins.has(keyOf(words.slice(at, at + 3))) && !ends.has(keyOf(words.slice(at - 3, at)))) continue;
      const [, closing, opening] = /^(\S*\s*)(.*)$/s.exec(words[at].before)!;
      out.push({ words: words.slice(from, at), after: closing, paragraph });
      words[at] = { ...words[at], before: opening };
      from = at;
    }
    return [...out, { words: words.slice(from), after, paragraph }];
  };
  return units.flatMap((u): Unit[] => u.sentence ? cut(u.sentence).map(sentence => ({ stripped: null, sentence })) : [u]);
}

export function alignVersions(all_a: Unit[], all_b: Unit[]): Alignment {
  const units_a = cutLike(all_a, all_b), units_b = cutLike(all_b, units_a);
  const out: Alignment = { rows: [], common: 0, words_a: 0, words_b: 0, moved: 0, numbers: [], names: [] };
  const a = units_a.flatMap(u => u.sentence ? [u.sentence] : []), b = units_b.flatMap(u => u.sentence ? [u.sentence] : []);
  for (const s of a) out.words_a += s.words.length;
  for (const s of b) out.words_b += s.words.length;
  const pairs = align(a, b);

  const paired_a = new Set<number>(), paired_b = new Set<number>();
  for (const p of pairs) {
    for (let i = p.a[0]; i < p.a[1]; ++i) paired_a.add(i);
    for (let j = p.b[0]; j < p.b[1]; ++j) paired_b.add(j);
  }
  const moves = findMoves(a, b, paired_a, paired_b);
  const move_a = new Map(moves.map(m => [m.a, m])), move_b = new Map(moves.map(m => [m.b, m]));
  for (const m of moves) [m.runs_a, m.runs_b] = compareWords(a[m.a].words, b[m.b].words, out);
  out.moved = moves.length;

  // Stripped passages stand before the sentence they stood before.
  const before = (units: Unit[]): string[][] => {
    const lists: string[][] = [[]];
    for (const u of units) {
      if (u.sentence) lists.push([]);
      else lists.at(-1)!.push(u.stripped);
    }
    return lists;
  };
  const stripped_a = before(units_a), stripped_b = before(units_b);
  let i = 0, j = 0;
  const rows = out.rows;
  const strip = (): void => {
    const left = stripped_a[i].splice(0), right = stripped_b[j].splice(0);
    if (left.length + right.length > 0) rows.push({ kind: "stripped", a: null, b: null, stripped_a: left, stripped_b: right, move: 0 });
  };
  const lone = (side: "a" | "b"): void => {
    const at = side === "a" ? i : j;
    const move = (side === "a" ? move_a : move_b).get(at);
    const sentence = (side === "a" ? a : b)[at];
    const content = move ? { runs: side === "a" ? move.runs_a : move.runs_b, after: sentence.after, paragraph: sentence.paragraph }
                         : whole([sentence], "only");
    rows.push({
      kind: move ? "moved" : side === "a" ? "only_a" : "only_b", a: side === "a" ? content : null, b: side === "b" ? content : null,
      stripped_a: [], stripped_b: [], move: move?.number ?? 0,
    });
    if (side === "a") ++i;
    else ++j;
  };
  for (const p of [...pairs, { a: [a.length, a.length], b: [b.length, b.length] } as Pair]) {
    while (i < p.a[0] || j < p.b[0]) {
      strip();
      if (i < p.a[0]) lone("a");
      else lone("b");
    }
    strip();
    if (p.a[0] === a.length && p.b[0] === b.length) break;
    const of_a = a.slice(...p.a), of_b = b.slice(...p.b);
    const [runs_a, runs_b] = compareWords(flat(of_a), flat(of_b), out);
    const same = runs_a.every(r => r.mark === "same") && runs_b.every(r => r.mark === "same");
    // What was stripped between two joined sentences is shown before them.
    for (let k = p.a[0] + 1; k < p.a[1]; ++k) stripped_a[p.a[0]].push(...stripped_a[k].splice(0));
    for (let k = p.b[0] + 1; k < p.b[1]; ++k) stripped_b[p.b[0]].push(...stripped_b[k].splice(0));
    strip();
    rows.push({
      kind: same ? "same" : "changed",
      a: { runs: runs_a, after: of_a.at(-1)!.after, paragraph: of_a[0].paragraph },
      b: { runs: runs_b, after: of_b.at(-1)!.after, paragraph: of_b[0].paragraph },
      stripped_a: [], stripped_b: [], move: 0,
    });
    i = p.a[1];
    j = p.b[1];
  }
  return out;
}

interface Move { a: number; b: number; number: number; runs_a: Run[]; runs_b: Run[]; }

// Unpaired sentences that are much alike: the most alike first.
function findMoves(a: Sentence[], b: Sentence[], paired_a: Set<number>, paired_b: Set<number>): Move[] {
  const left = [...a.keys()].filter(i => !paired_a.has(i) && a[i].words.length >= kMovedWords);
  const right = [...b.keys()].filter(j => !paired_b.has(j) && b[j].words.length >= kMovedWords);
  if (left.length * right.length > kMostCells) return [];
  const bags = new Map(right.map(j => [j, bag(b[j].words)]));
  const found: { a: number; b: number; alike: number }[] = [];
  for (const i of left) {
    const own = bag(a[i].words);
    for (const j of right) {
      const alike = shared(own, bags.get(j)!) / Math.max(a[i].words.length, b[j].words.length);
      if (alike >= kMovedAlike) found.push({ a: i, b: j, alike });
    }
  }
  found.sort((x, y) => y.alike - x.alike || x.a - y.a || x.b - y.b);
  const taken_a = new Set<number>(), taken_b = new Set<number>();
  const moves: Move[] = [];
  for (const f of found) {
    if (taken_a.has(f.a) || taken_b.has(f.b)) continue;
    taken_a.add(f.a);
    taken_b.add(f.b);
    moves.push({ a: f.a, b: f.b, number: 0, runs_a: [], runs_b: [] });
  }
  moves.sort((x, y) => x.a - y.a);
  // Neighbours that moved together are one passage.
  let number = 0;
  moves.forEach((m, k) => {
    const last = moves[k - 1];
    m.number = last && m.a === last.a + 1 && m.b === last.b + 1 ? number : ++number;
  });
  return moves;
}
