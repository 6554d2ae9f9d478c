// Text of the crawl that wants to be more than text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { close, clusterPage, launch, open, rewritten, violations } from "./browser.mjs";

const evil = "</script><script>window.hit=1</script><img src=x onerror=\"window.hit=1\"><!--<script>\u2028\u2029&lt;b&gt;";
const report = "The council voted on Tuesday to rebuild the old harbour bridge after storms had damaged two of its piers, officials said. " +
  "The work will cost 14 million and take until the autumn of next year, the mayor told reporters at the town hall. " +
  "Traffic will be led over the northern crossing, and ferries will run every 20 minutes in the morning and the evening. ";
let file;
before(async () => {
  const crawl = [];
  for (let i = 0; i < 6; ++i) {
    crawl.push({
      id: i === 0 ? `=1+1${evil}` : `id ${i} & "${i}" #story=`, site: i === 1 ? "x\" onmouseover=\"window.hit=1" : `site${i}.example`,
      url: ["javascript:window.hit=1", "data:text/html,<script>window.hit=1</script>", " JaVaScRiPt:window.hit=1", "https://ok.example/?a=<b>&c", "vbscript:x", "//no.example/x"][i],
      title: `=HYPERLINK("http://x") ${evil} \u202eevil rtl ${i}`, published: `2026-03-01T0${i}:00:00Z`,
      text: `${report}${evil} \u202e number ${10 + i} {{constructor.constructor('window.hit=1')()}} __proto__ ${report.toUpperCase()}`,
    });
  }
  file = clusterPage(crawl);
  await launch();
});
after(close);

test("nothing in it runs, in any view", async () => {
  const { page, errors, close: done } = await open(file);
  for (const hash of ["#overview", "#stories", "#stories?size=1", "#sites", "#about"]) {
    await page.evaluate(h => { location.hash = h; }, hash);
    await page.waitForTimeout(150);
    assert.deepEqual(await violations(page), [], hash);
  }
  await page.evaluate(() => { location.hash = "#stories?size=1"; });
  await page.locator(".grid-body .row a").first().click();
  await page.waitForSelector(".story-view");
  assert.ok((await page.locator("h1").innerText()).includes("<img src=x"), "the title is shown as text");
  assert.ok((await page.locator(".diff-table").innerText()).includes("window.hit"), "the text is shown as text");
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.evaluate(() => document.querySelectorAll("main img, main script, main iframe").length), 0);
  assert.deepEqual(errors, []);
  await done();
});

test("only http and https are links", async () => {
  const { page, close: done } = await open(file, "#stories?size=1");
  await page.locator(".grid-body .row a").first().click();
  await page.waitForSelector(".story-view");
  const out = await page.evaluate(() => [...document.querySelectorAll("a")].map(a => a.protocol));
  assert.ok(out.includes("https:"));
  assert.ok(out.every(p => p === "file:" || p === "https:" || p === "http:"), out.join());
  await done();
});

test("the policy stops what a hole in the page would let in", async () => {
  const { page, close: done } = await open(file);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.hit = 1";
    document.body.append(script);
    const holder = document.createElement("div");
    holder.setAttribute("onclick", "window.hit = 1");
    document.body.append(holder);
    holder.click();
  });
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await done();
});

test("a CSV cell that a spreadsheet would run is guarded unless that is switched off", async () => {
  const { page, close: done } = await open(file, "#stories?size=1");
  const save = async () => {
    const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /CSV/ }).click()]);
    return readFileSync(await saved.path(), "utf8");
  };
  assert.match(await save(), /(^|,)"?'=HYPERLINK/m);
  await page.getByLabel("Excel-safe").uncheck();
  assert.match(await save(), /(^|,)"?=HYPERLINK/m);
  await done();
});

test("a report for programs begins without that guard", async () => {
  const plain = rewritten(file, "--no-excel-safe");
  const { page, close: done } = await open(plain, "#stories?size=1");
  assert.equal(await page.getByLabel("Excel-safe").isChecked(), false);
  await done();
  const again = await open(rewritten(file), "#stories?size=1");
  assert.equal(await again.page.getByLabel("Excel-safe").isChecked(), true, "as the run had it");
  await again.close();
});

test("a right-to-left override stays inside its own text", async () => {
  const { page, close: done } = await open(file, "#stories?size=1");
  assert.equal(await page.locator(".grid-body .row .story-link > bdi").count() > 0, true);
  await done();
});
