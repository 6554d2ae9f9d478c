// The parts that know no browser: alignment, words, CSV, addresses, and the bundle that is checked in.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { root, temporary } from "./browser.mjs";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const out = temporary();
async function load(name) {
  const file = join(out, `${name}.mjs`);
  buildSync({ entryPoints: [join(web, `src/${name}.ts`)], bundle: true, format: "esm", outfile: file });
  return import(pathToFileURL(file));
}
const { unitsOf } = await load("words");
const { alignVersions } = await load("align");
const { csv } = await load("csv");
const { parse, storyHash } = await load("route");
const { delay, percent } = await load("format");

const align = (a, b, sa = [], sb = []) => alignVersions(unitsOf({ text: a, stripped: sa }), unitsOf({ text: b, stripped: sb }));
const text = side => side.runs.map(r => r.words.map(w => w.before + w.text).join("")).join("") + side.after;
const kinds = x => x.rows.map(r => r.kind);

const one = "The council voted on Tuesday to rebuild the bridge.";
const two = "The work will cost 14 million and take until autumn.";
const three = "Ferries will run every twenty minutes in the morning.";

test("equal texts are equal rows, and their words are all in common", () => {
  const x = align(`${one} ${two}`, `${one} ${two}`);
  assert.deepEqual(kinds(x), ["same", "same"]);
  assert.equal(x.common, x.words_a);
});

test("a changed number and name are told", () => {
  const x = align(`${one} Mayor Ann Miller said it cost 14 million.`, `${one} Mayor Ann Smith said it cost 15 million.`);
  assert.deepEqual(kinds(x), ["same", "changed"]);
  assert.deepEqual(x.numbers, [["14", "15"]]);
  assert.deepEqual(x.names, [["Miller", "Smith"]]);
});

test("what is only on one side has a row of its own", () => {
  assert.deepEqual(kinds(align(`${one} ${two}`, `${one} ${three} ${two}`)), ["same", "only_b", "same"]);
  assert.deepEqual(kinds(align(`${one} ${two}`, two)), ["only_a", "same"]);
});

test("a moved paragraph is recognised, also when it was edited", () => {
  const x = align(`${one}\n${two}\n${three}`, `${two}\n${three}\n${one.replace("Tuesday", "Monday")}`);
  assert.equal(x.moved, 1);
  assert.deepEqual(kinds(x).filter(k => k === "moved").length, 2);
  assert.deepEqual([...new Set(x.rows.filter(r => r.move).map(r => r.move))], [1]);
});

test("a sentence split in two is still aligned", () => {
  const x = align("The mayor spoke to reporters at the town hall and the council applauded loudly.",
                  "The mayor spoke to reporters at the town hall. And the council applauded loudly.");
  assert.deepEqual(kinds(x), ["same"]);
});

test("a text without line ends is cut where the other version has them", () => {
  const lines = ["The board has three members who were chosen on Monday:", "* Ann Miller, head of the harbour", "* Bo Smith, head of the works", "* Cy Jones, head of the ferries"];
  const flat = `Home News Sport 3 March By Our Writer ${one} - ${lines[0]} Print Send Save ${lines.slice(1).join(" ")}`;
  const a = flat.replace("bridge. -", "bridge -"), b = [one, ...lines].join("\n");
  const x = align(a, b);
  assert.deepEqual(kinds(x), ["only_a", "same", "same", "only_a", "same", "same", "same"]);
  assert.equal(x.common, x.words_b);
  assert.equal(x.rows.filter(r => r.a).map(r => text(r.a)).join("").replace(/\s+/g, ""), a.replace(/\s+/g, ""));
});

test("a byline glued to the text is a word of its own, and shown as it stands", () => {
  const x = align("By Ann MillerGordon Hirsch began as a lawyer for the city of Lindmouth.", "Gordon Hirsch began as a lawyer for the city of Lindmouth.");
  assert.equal(x.common, x.words_b);
  assert.ok(text(x.rows[0].a).includes("MillerGordon"));
});

test("stripped passages keep their place and count as no words", () => {
  const menu = "Home News Sport";
  const a = `${one}\n${menu}\n${two}`;
  const x = align(a, `${one} ${two}`, [[one.length + 1, one.length + 1 + menu.length]]);
  assert.deepEqual(kinds(x), ["same", "stripped", "same"]);
  assert.deepEqual(x.rows[1].stripped_a, [menu]);
  assert.equal(x.common, x.words_a);
});

test("spans are bytes of UTF-8, whatever the text is made of", () => {
  const before = "\u00c4\u20ac\u{1f600} words here.\n", gone = "M\u00fcll \u{1f600}";
  const bytes = s => new TextEncoder().encode(s).length;
  const units = unitsOf({ text: `${before}${gone}\nEnd of it.`, stripped: [[bytes(before), bytes(before + gone)]] });
  assert.deepEqual(units.map(u => u.stripped), [null, gone, null]);
});

test("every word of both texts is shown once and in order", () => {
  const a = `${one} Mr. Smith of the U.S. Senate said: "No." ${two}\n\n${three}`, b = `${three}\n${one} \u201cYes,\u201d said J. Doe.\n${two}`;
  const x = align(a, b);
  const plain = s => s.replace(/\s+/g, "");
  assert.equal(plain(x.rows.filter(r => r.a).map(r => text(r.a)).join("")), plain(a));
  assert.equal(plain(x.rows.filter(r => r.b).map(r => text(r.b)).join("")), plain(b));
});

test("scripts without spaces are compared by character", () => {
  const x = align("\u5e02\u8bae\u4f1a\u5468\u4e8c\u6295\u7968\u91cd\u5efa\u5927\u6865\u3002", "\u5e02\u8bae\u4f1a\u5468\u4e00\u6295\u7968\u91cd\u5efa\u5927\u6865\u3002");
  assert.deepEqual(kinds(x), ["changed"]);
  assert.equal(x.common, x.words_a - 1);
});

test("no text at all is no failure", () => {
  assert.deepEqual(kinds(align("", "")), []);
  assert.deepEqual(kinds(align("", one)), ["only_b"]);
});

test("CSV is quoted, and guarded where it is asked for", () => {
  assert.equal(csv(["a"], [["x,\"y\"\n"]], false), "a\r\n\"x,\"\"y\"\"\n\"\r\n");
  for (const begin of ["=", "+", "-", "@", "\t"]) {
    assert.equal(csv(["a"], [[`${begin}1`]], true), `a\r\n'${begin}1\r\n`);
    assert.equal(csv(["a"], [[`${begin}1`]], false), `a\r\n${begin}1\r\n`);
  }
  assert.equal(csv(["a", "b"], [[-1, null]], true), "a,b\r\n-1,\r\n");
});

test("any id survives the address", () => {
  for (const id of ["a1", "https://x.example/?a=1&b=2#c", "% &=\"<\u{1f600}", "a#2"]) assert.equal(parse(storyHash(id)).story, id);
  assert.equal(parse("#nothing").view, "overview");
});

test("numbers are not rounded to what they are not", () => {
  assert.equal(percent(0.999), "> 99 %");
  assert.equal(percent(1), "100 %");
  assert.equal(delay(0), "same day");
  assert.equal(delay(7200), "2.0 h");
});

test("the bundle that the library embeds is built from this source", () => {
  const made = temporary();
  execFileSync(process.execPath, [join(web, "build.mjs"), made]);
  for (const name of ["report.js", "report.css", "report.js.sha256", "report.css.sha256"]) {
    assert.equal(readFileSync(join(made, name), "utf8"), readFileSync(join(root, "src/report/bundle", name), "utf8"), `${name}: run npm run build in web/`);
  }
});

test("the lock file names no host", () => {
  assert.doesNotMatch(readFileSync(join(web, "package-lock.json"), "utf8"), /"resolved"/);
});
