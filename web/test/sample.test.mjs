// The report of the sample crawl, as a reader uses it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { close, clusterPage, clusterSample, launch, open, phone, violations } from "./browser.mjs";

let file, rows;
before(async () => {
  ({ file, rows } = clusterSample());
  await launch();
});
after(close);

const shown = page => page.locator(".grid-body .row").count();
const status = page => page.locator("[role=status]").textContent();
const firstRow = page => page.locator(".grid-body .row").first();
// Sees the page through, and that nothing went wrong on it.
const visit = (name, hash, options, body) => test(name, async () => {
  const opened = await open(file, hash, options);
  await body(opened.page);
  assert.deepEqual(opened.errors, []);
  await opened.close();
});

visit("the overview has the numbers and plots", "", {}, async page => {
  const text = await page.locator("main").innerText();
  assert.match(text, /1,999 articles on 62 sites/);
  for (const heading of ["Articles by day", "Largest stories", "Most republished sites", "Most republishing sites", "Stripped as boilerplate"]) assert.ok(text.includes(heading), heading);
  assert.ok(await page.locator(".chart svg rect.bar-part").count() > 50);
  assert.equal(await page.locator(".stories li").count(), 10);
});

visit("a relation and a site of the overview lead to their stories", "", {}, async page => {
  const expect = async (name, n) => {
    await page.getByRole("link", { name, exact: true }).first().click();
    await page.waitForFunction(text => document.querySelector("[role=status]")?.textContent.startsWith(text), `${n} stor`);
    await page.goBack();
    await page.waitForSelector(".tiles");
  };
  await expect("Revision", rows.filter(r => r.size > 1 && r.articles.some(a => a.relation === "revision")).length);
  const site = await page.locator("[aria-labelledby=given] .bars a").first().innerText();
  await expect(site, rows.filter(r => r.size > 1 && r.articles.some(a => a.site === site)).length);
});

visit("search narrows the stories and says how many are left", "#stories", {}, async page => {
  const all = rows.filter(r => r.size > 1).length;
  assert.equal(await status(page), `${all} stories of ${rows.length}`);
  await page.getByLabel("Search").fill("wytec UPLISTING");
  await page.waitForFunction(() => document.querySelectorAll(".grid-body .row").length < 5);
  assert.match(await firstRow(page).innerText(), /Wytec/);
  assert.match(page.url(), /#stories\?text=wytec/);
  await page.getByLabel("Search").fill("no such words anywhere");
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "No story is like that.");
});

visit("a head sorts, again it sorts the other way", "#stories", {}, async page => {
  const head = page.getByRole("columnheader", { name: /Published/ });
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  const dates = rows.filter(r => r.size > 1 && r.first).map(r => r.first.slice(0, 10)).sort();
  assert.ok((await firstRow(page).innerText()).includes(dates.at(-1)));
  await page.getByRole("columnheader", { name: /Articles/ }).getByRole("button").click();
  await page.getByRole("columnheader", { name: /Articles/ }).getByRole("button").click();
  assert.equal(await firstRow(page).locator(".size").innerText(), "2");
});

visit("filters by size, sites, date, relation and cohesion", "#stories", {}, async page => {
  const expect = async n => page.waitForFunction(text => document.querySelector("[role=status]").textContent.startsWith(text), `${n} stor`);
  await page.getByLabel("Articles, at least").fill("8");
  let left = rows.filter(r => r.size >= 8);
  await expect(left.length);
  await page.getByLabel("Sites, at least").fill("9");
  left = left.filter(r => r.sites >= 9);
  await expect(left.length);
  await page.getByLabel("Has a").selectOption("revision");
  left = left.filter(r => r.articles.some(a => a.relation === "revision"));
  await expect(left.length);
  await page.getByLabel("From", { exact: true }).fill("2024-10-01");
  left = left.filter(r => r.last.slice(0, 10) >= "2024-10-01");
  await expect(left.length);
  await page.getByLabel("Cohesion from, %").fill("50");
  left = left.filter(r => r.cohesion.least_original >= 0.5);
  await expect(left.length);
  assert.ok(left.length > 0);
  const kept = page.url();
  const again = await open(file, kept.slice(kept.indexOf("#")));
  assert.match(await status(again.page), new RegExp(`^${left.length} stor`));
  await again.close();
});

visit("a story shows who had it when and what changed", "#stories", {}, async page => {
  await firstRow(page).locator("a").click();
  await page.waitForSelector(".story-view");
  const story = rows[0];
  assert.equal(await page.locator("h1").innerText(), story.articles[0].title);
  assert.ok((await page.locator(".byline").innerText()).includes(story.articles[0].site));
  assert.equal(page.url().split("#")[1], `story=${story.story}`);
  assert.ok(await page.locator(".timeline .mark").count() > 10);
  await page.getByRole("button", { name: `Show all ${story.size}` }).click();
  assert.equal(await page.locator(".versions tbody tr").count(), story.size);
  assert.ok(await page.locator(".versions .coverage rect").count() > 10);
  // Addresses and headlines as the crawl has them, however the page stores them.
  const links = await page.locator(".versions .who a").evaluateAll(list => list.map(a => [a.href, a.textContent]));
  assert.deepEqual(links.sort(), story.articles.map(a => [a.url, a.title || a.id]).sort());
});

visit("two versions stand side by side, boilerplate grey", `#story=a0142`, {}, async page => {
  const diff = page.locator(".diff-table");
  assert.ok(await diff.locator(".diff-row.changed, .diff-row.only_a, .diff-row.only_b").count() > 0);
  assert.ok(await diff.locator(".stripped").count() > 0);
  // A long menu is folded to its first lines.
  const lines = await diff.locator(".stripped bdi").count();
  const more = diff.getByRole("button", { name: "of boilerplate" });
  const hidden = Number.parseInt(await more.first().innerText(), 10);
  await more.first().click();
  assert.equal(await diff.locator(".stripped bdi").count(), lines + hidden);
  await page.getByRole("checkbox", { name: "Boilerplate" }).uncheck();
  assert.equal(await diff.locator(".stripped:visible").count(), 0);
  const before = await page.locator(".verdict").innerText();
  await page.getByLabel("Right version").selectOption({ index: 3 });
  assert.notEqual(await page.locator(".verdict").innerText(), before);
  assert.match(page.url(), /&b=/);
  await page.locator(".diff-row.fold button").first().click();
  assert.ok(await diff.locator(".diff-row.same").count() > 2);
});

test("a site that prints a report again is hollow on the timeline", async () => {
  const text = "The council voted on Tuesday to rebuild the old harbour bridge after storms had damaged two of its piers, and the work will cost 14 million, officials said at the town hall.";
  const sites = ["one.example", "two.example", "two.example", "one.example"];
  const made = clusterPage(sites.map((site, i) => ({ id: `s${i}`, url: `https://${site}/${i}`, site, title: "Council votes", published: `2026-03-01T0${i}:00:00Z`, text })));
  const opened = await open(made, "#story=s0");
  await opened.page.waitForSelector(".timeline .mark");
  assert.deepEqual(await opened.page.locator(".timeline .mark").evaluateAll(list => list.map(m => m.classList.contains("recrawl"))), [false, false, true, true]);
  assert.deepEqual(opened.errors, []);
  await opened.close();
});

test("a copied link opens the same story and the same two versions", async () => {
  const story = rows.find(r => r.size > 5);
  const opened = await open(file, `#story=${story.story}&b=${story.articles[3].id}`);
  assert.equal(await opened.page.locator("h1").innerText(), story.articles[0].title);
  assert.ok((await opened.page.locator(".diff-head .b").innerText()).includes(story.articles[3].site));
  // A link to a member opens its story; one to nothing says so.
  await opened.page.evaluate(id => { location.hash = `#story=${id}`; }, story.articles[2].id);
  await opened.page.waitForFunction(t => document.querySelector("h1").textContent === t, story.articles[0].title);
  await opened.page.evaluate(() => { location.hash = "#story=%E0%A4%A"; });
  await opened.page.waitForFunction(() => document.querySelector("h1").textContent.startsWith("No such story"));
  assert.deepEqual(opened.errors, []);
  await opened.close();
});

visit("the keyboard alone reaches a story", "#stories", {}, async page => {
  await page.getByRole("grid").focus();
  for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowDown");
  assert.equal(await page.getByRole("grid").getAttribute("aria-activedescendant"), "row-3");
  await page.keyboard.press("End");
  await page.waitForFunction(n => document.getElementById(`row-${n}`), rows.filter(r => r.size > 1).length - 1);
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".story-view");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
});

visit("dark follows the system and the button", "", { colorScheme: "dark" }, async page => {
  const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await back();
  const button = page.getByRole("button", { name: /Colours/ });
  await button.click();
  const light = await back();
  assert.notEqual(dark, light);
  await button.click();
  assert.equal(await back(), dark);
  await page.reload();
  assert.match(await button.getAttribute("aria-label"), /dark/);
});

visit("saves the rows shown as CSV, safe for a spreadsheet or not", "#stories?size=12", {}, async page => {
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /CSV/ }).click()]);
  const lines = readFileSync(await saved.path(), "utf8").trim().split("\r\n");
  assert.equal(saved.suggestedFilename(), "stories.csv");
  assert.equal(lines.length - 1, rows.filter(r => r.size >= 12).length);
  assert.ok(lines[0].startsWith("story,title,articles"));
});

visit("sites: a matrix and a table that sorts", "#sites", {}, async page => {
  assert.ok(await page.locator(".matrix tbody tr").count() >= 10);
  await page.getByRole("button", { name: "Copies it made" }).click();
  const first = Number(await page.locator("table:not(.matrix) tbody tr").first().locator("td").nth(5).innerText());
  assert.ok(first >= 50);
});

for (const [name, options] of [["desktop, light", {}], ["desktop, dark", { colorScheme: "dark" }], ["phone, light", phone], ["phone, dark", { ...phone, colorScheme: "dark" }]]) {
  test(`axe finds nothing and nothing sticks out: ${name}`, async () => {
    for (const hash of ["#overview", "#stories", "#story=a0142", `#story=${rows[0].story}`, "#sites", "#about"]) {
      const opened = await open(file, hash, options);
      await opened.page.waitForTimeout(100);
      assert.deepEqual(await violations(opened.page), [], `${name} ${hash}`);
      const over = await opened.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${name} ${hash} is ${over} too wide`);
      const hidden = await opened.page.evaluate(() => [...document.querySelectorAll(".versions")].map(t => t.parentElement.scrollWidth - t.parentElement.clientWidth));
      assert.ok(hidden.every(n => n <= 0), `${name} ${hash}: ${hidden} of the versions must be scrolled to`);
      assert.deepEqual(opened.errors, []);
      await opened.close();
    }
  });
}
