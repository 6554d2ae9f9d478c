// A report in a real browser: opened from disk, without a network, every message of the console kept.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(web);
const tool = process.env.NEWSECHO ?? join(root, "build/release/newsecho");
const axe = readFileSync(join(web, "node_modules/axe-core/axe.min.js"), "utf8");

export const newsecho = (...args) => execFileSync(tool, args, { encoding: "utf8", cwd: root });

export function temporary() {
  const folder = mkdtempSync(join(tmpdir(), "newsecho-web-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// Writes what `newsecho report` reads, and the page of it.
export function pageOf(folder, files) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  newsecho("report", folder);
  return join(folder, "report.html");
}

export function clusterPage(lines) {
  const folder = temporary();
  writeFileSync(join(folder, "crawl.jsonl"), lines.map(x => `${JSON.stringify(x)}\n`).join(""));
  newsecho("cluster", join(folder, "crawl.jsonl"), "-o", join(folder, "out"), "--quiet");
  return join(folder, "out/report.html");
}

// The same page made again by newsecho report.
export function rewritten(file, ...flags) {
  newsecho("report", dirname(file), ...flags);
  return file;
}

// The sample crawl's page, and its stories as stories.jsonl has them.
export function clusterSample() {
  const out = temporary();
  newsecho("cluster", join(root, "data/sample/crawl.jsonl.gz"), "-o", out, "--quiet");
  return { file: join(out, "report.html"), rows: readFileSync(join(out, "stories.jsonl"), "utf8").trim().split("\n").map(x => JSON.parse(x)) };
}

let browser;
export async function launch() {
  const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"],
  });
}
export const close = () => browser.close();

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

// `errors` must be empty in the end: what the console said, what was thrown, what tried to reach a network.
export async function open(file, hash = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("console", m => { if (m.type() === "error" || m.type() === "warning") errors.push(m.text()); });
  page.on("pageerror", e => errors.push(String(e)));
  page.on("dialog", d => { errors.push(`dialog: ${d.message()}`); void d.dismiss(); });
  page.on("request", r => { if (!r.url().startsWith("file:") && !r.url().startsWith("blob:")) errors.push(`request: ${r.url()}`); });
  await page.goto(pathToFileURL(file) + hash);
  await page.waitForSelector("h1", { state: "attached" });
  return { page, errors, close: () => context.close() };
}

// What axe finds wrong, as lines. It is let in past the page's policy by the debugger, not by the page.
export async function violations(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const { result } = await session.send("Runtime.evaluate", {
    expression: `axe.run(document, { resultTypes: ["violations"] }).then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target + " " + n.failureSummary).join(" | "))))`,
    awaitPromise: true, returnByValue: true,
  });
  return JSON.parse(result.value);
}
