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
  assert.ok(all > 40_000, `${all} listed`);
  assert.ok(await page.locator(".grid-body .row").count() < 60, "only rows in sight are in the document");
  // From top to bottom in 120 steps, a step a frame; counted in seconds of the page's thread, which other work on the
  // machine does not lengthen.
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => (await session.send("Performance.getMetrics")).metrics.find(m => m.name === "TaskDuration").value * 1000;
  const scrollBegin = await spent();
  await page.evaluate(async () => {
    const grid = document.querySelector(".grid-table");
    for (let i = 1; i <= 120; ++i) {
      grid.scrollTop = (i / 120) * grid.scrollHeight;
      await new Promise(requestAnimationFrame);
    }
  });
  const frame = (await spent() - scrollBegin) / 120;
  await page.waitForFunction(last => document.getElementById(`row-${last}`), all - 1);
  const searchBegin = await spent();
  await page.getByLabel("Search").fill("harbour number 49");
  await page.waitForFunction(before => !document.querySelector("[role=status]").textContent.startsWith(before), all.toLocaleString("en"));
  const search = await spent() - searchBegin;
  t.diagnostic(`${(bytes / 1e6).toFixed(1)} MB, ${all} stories listed, open ${load.toFixed(0)} ms, a frame ${frame.toFixed(1)} ms, search ${search.toFixed(0)} ms`);
  assert.ok(load < 20_000, `open took ${load} ms`);
  assert.ok(frame > 0 && frame < 25, `a frame took ${frame} ms`);
  assert.ok(search > 0 && search < 2000, `search took ${search} ms`);
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
