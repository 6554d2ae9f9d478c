// 50,000 stories: the page opens, filters and scrolls as fast as a reader moves.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, test } from "node:test";
import { close, launch, open, pageOf, temporary } from "./browser.mjs";
import { manyStories } from "./many.mjs";

const n = 50_000;
let file;
before(async () => {
  file = pageOf(temporary(), manyStories(n));
  await launch();
});
after(close);

test("50,000 stories stay below 60 MB, load and scroll", async t => {
  const bytes = statSync(file).size;
  assert.ok(bytes < 60e6, `${bytes} bytes`);
  const begin = performance.now();
  const { page, errors, close: done } = await open(file, "#stories");
  await page.waitForSelector(".grid-body .row");
  const load = performance.now() - begin;
  const all = Number((await page.locator("[role=status]").textContent()).split(" ")[0].replaceAll(",", ""));
  assert.ok(all > 35_000, `${all} listed`);
  assert.ok(await page.locator(".grid-body .row").count() < 60, "only rows in sight are in the document");
  // From top to bottom in 120 steps, a step a frame.
  const frames = await page.evaluate(async () => {
    const grid = document.querySelector(".grid-table");
    const times = [];
    let last = performance.now();
    for (let i = 1; i <= 120; ++i) {
      grid.scrollTop = (i / 120) * grid.scrollHeight;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times.sort((a, b) => a - b);
  });
  await page.waitForFunction(last => document.getElementById(`row-${last}`), all - 1);
  const searchBegin = performance.now();
  await page.getByLabel("Search").fill("harbour number 49");
  await page.waitForFunction(before => !document.querySelector("[role=status]").textContent.startsWith(before), all.toLocaleString("en"));
  const search = performance.now() - searchBegin;
  t.diagnostic(`${(bytes / 1e6).toFixed(1)} MB, ${all} stories listed, open ${load.toFixed(0)} ms, frame median ${frames[60].toFixed(1)} ms, 95 % ${frames[114].toFixed(1)} ms, search ${search.toFixed(0)} ms`);
  assert.ok(load < 8000, `open took ${load} ms`);
  assert.ok(frames[60] < 50, `median frame ${frames[60]} ms`);
  assert.ok(search < 4000, `search took ${search} ms`);
  assert.deepEqual(errors, []);
  await done();
});

test("what is not listed is said", async () => {
  const { page, close: done } = await open(file, "#stories");
  const text = await page.locator("[role=status]").textContent();
  const listed = Number(/of ([\d,]+)/.exec(text)[1].replaceAll(",", ""));
  if (listed < n) assert.match(text, new RegExp(`the ${(n - listed).toLocaleString("en")} smallest are left to stories.jsonl`));
  await done();
});
