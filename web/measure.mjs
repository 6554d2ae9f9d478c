// Measures reports in Chromium: node measure.mjs REPORT..., after `npm ci` and a build of the tool.
// Wall times are medians of five; time of the page's thread is what other work on the machine does not lengthen.
import { statSync } from "node:fs";
import { close, launch, open } from "./test/browser.mjs";

const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const ms = n => `${n.toFixed(n < 100 ? 1 : 0)} ms`;

// Milliseconds the page's thread was busy.
async function clock(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => (await session.send("Performance.getMetrics")).metrics.find(m => m.name === "TaskDuration").value * 1000;
}

await launch();
for (const file of process.argv.slice(2)) {
  console.log(`${file}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
  for (const [hash, ready] of [["#overview", ".tiles"], ["#stories", ".grid-body .row"]]) {
    const wall = [], heap = [];
    while (wall.length < 5) {
      const begin = performance.now();
      const { page, close: done } = await open(file, hash);
      await page.waitForSelector(ready);
      await page.evaluate(() => new Promise(resolve => { requestAnimationFrame(() => setTimeout(resolve)); }));
      wall.push(performance.now() - begin);
      heap.push(await page.evaluate(() => performance.memory.usedJSHeapSize / 1e6));
      await done();
    }
    console.log(`  ${hash}: drawn and answering after ${ms(median(wall))} (${wall.map(ms).join(", ")}); heap ${median(heap).toFixed(0)} MB`);
  }
  const { page, close: done } = await open(file, "#stories?size=1", { viewport: { width: 1280, height: 800 } });
  await page.waitForSelector(".grid-body .row");
  const spent = await clock(page);
  const begin = await spent();
  const gaps = await page.evaluate(async () => {
    const grid = document.querySelector(".grid-table"), out = [];
    let last = performance.now();
    for (let i = 1; i <= 300; ++i) {
      grid.scrollTop = (i / 300) * grid.scrollHeight;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      out.push(now - last);
      last = now;
    }
    return out;
  });
  console.log(`  ${await page.locator("[role=status]").textContent()}; scrolled to the end in 300 frames: ${ms((await spent() - begin) / 300)} of the thread a frame, ${ms(median(gaps))} between frames`);
  const changed = was => {
    const now = document.querySelector("[role=status]").textContent + document.querySelector(".grid-body .row")?.textContent;
    return was === undefined ? now : now !== was;
  };
  for (const [what, act] of [["sort by title", () => page.getByRole("button", { name: "Story", exact: true }).click()], ["search", () => page.getByLabel("Search").fill("council announces 7")]]) {
    const before = await page.evaluate(changed), at = await spent();
    await act();
    await page.waitForFunction(changed, before);
    console.log(`  ${what}: ${ms(await spent() - at)} of the thread`);
  }
  await done();
}
await close();
