// A version of a report as sentences of words, with what was stripped as boilerplate kept apart.
import type { Text } from "./data.ts";

export interface Word {
  text: string;
  key: string; // equal for words that are the same but for case, accents' encoding and quotes
  before: string; // what stands between the word before and this one
  number: boolean;
  name: boolean; // capitalised where a sentence does not begin
}

export interface Sentence {
  words: Word[];
  after: string; // what stands behind the last word
  paragraph: number;
}

// In the order of the text: a sentence of the report, or a passage that was stripped.
export type Unit = { stripped: null; sentence: Sentence } | { stripped: string; sentence: null };

// Scripts without spaces are compared by character.
const single = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const word = new RegExp(`[${single}]\\p{M}*|(?:(?![${single}])[\\p{L}\\p{N}\\p{M}])+(?:['\\u2019.,](?![${single}])[\\p{L}\\p{N}\\p{M}]+)*`, "gu");
// Headline, byline and text that lost the space between them: "By Ann MillerThe council".
const glued = /(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll})/u;
const hasDigit = /\p{N}/u;
const capital = /^\p{Lu}/u;

const segmenter = typeof Intl !== "undefined" && "Segmenter" in Intl ? new Intl.Segmenter("en", { granularity: "sentence" }) : null;

// A short word with a full stop ends no sentence: "Mr. Smith", "Nov. 4", "U.S. Senate".
const abbreviation = /(?:^|[\s("\u201c])(?:\p{L}{1,4}|(?:\p{L}\.)+\p{L})\.\s*$/u;
const lowerWord = /(?:^|\s)\p{Ll}{3,4}\.\s*$/u;

function sentencesOf(paragraph: string): string[] {
  const parts = segmenter ? [...segmenter.segment(paragraph)].map(x => x.segment)
                          : paragraph.match(/[^.!?\u3002\uff01\uff1f]+(?:[.!?\u3002\uff01\uff1f]+["'\u201d\u2019)]*\s*|$)/gu) ?? [paragraph];
  const out: string[] = [];
  for (const part of parts) {
    const last = out.length - 1;
    if (last >= 0 && abbreviation.test(out[last]) && !lowerWord.test(out[last])) out[last] += part;
    else out.push(part);
  }
  return out;
}

function wordsOf(text: string): { words: Word[]; after: string } {
  const words: Word[] = [];
  let at = 0;
  for (const found of text.matchAll(word)) {
    let begin = found.index;
    for (const part of found[0].split(glued)) {
      words.push({
        text: part,
        key: part.normalize("NFKC").toLowerCase().replaceAll("\u2019", "'"),
        before: text.slice(at, begin),
        number: hasDigit.test(part),
        name: words.length > 0 && capital.test(part),
      });
      at = begin += part.length;
    }
  }
  return { words, after: text.slice(at) };
}

export function unitsOf({ text, stripped }: Text): Unit[] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const units: Unit[] = [];
  let paragraph = 0;
  const report = (part: string): void => {
    part.split(/\n+/).forEach((line, i) => {
      if (i > 0) ++paragraph;
      for (const piece of sentencesOf(line)) {
        const sentence = wordsOf(piece);
        const last = units.at(-1)?.sentence;
        if (sentence.words.length > 0) units.push({ stripped: null, sentence: { ...sentence, paragraph } });
        else if (last && last.paragraph === paragraph) last.after += piece; // a bracket, a dash
      }
    });
  };
  let at = 0;
  for (const [begin, end] of stripped) {
    report(decoder.decode(bytes.subarray(at, begin)));
    const text = decoder.decode(bytes.subarray(begin, end)).trim();
    if (text) units.push({ stripped: text, sentence: null });
    ++paragraph;
    at = end;
  }
  report(decoder.decode(bytes.subarray(at)));
  return units;
}
