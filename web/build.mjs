// Builds the page's script and style into the folder that the library embeds, with the hashes that the page's
// content security policy names. `node build.mjs OUT` writes to another folder, so that a test can compare.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(web, "../src/report/bundle"));

// Name, licence and licence text of every package whose code is in the bundle; the page shows them.
async function licences(inputs) {
  const names = new Set();
  for (const path of Object.keys(inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (found) names.add(found[1]);
  }
  return Promise.all([...names].sort().map(async name => {
    const folder = join(web, "node_modules", name);
    const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find(x => /^licen[cs]e/i.test(x));
    if (!file) throw new Error(`${name} has no licence file`);
    const text = (await readFile(join(folder, file), "utf8")).replaceAll("\r", "").trim();
    return { name, version: about.version, licence: about.license, text };
  }));
}

const options = {
  absWorkingDir: web,
  entryPoints: ["src/main.ts"],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "ascii",
  legalComments: "none",
  write: false,
  metafile: true,
  logLevel: "warning",
};
// Once to learn whose code is in it, once with their licences.
const probe = await build({ ...options, define: { LICENCES: "[]" } });
const list = await licences(probe.metafile.inputs);
const script = await build({ ...options, define: { LICENCES: JSON.stringify(list) } });
const style = await build({
  absWorkingDir: web, entryPoints: ["src/style.css"], minify: true, charset: "ascii", target: ["chrome111", "firefox113", "safari16"],
  bundle: true, write: false, legalComments: "none", logLevel: "warning",
});

await mkdir(out, { recursive: true });
for (const [name, result] of [["report.js", script], ["report.css", style]]) {
  const text = result.outputFiles[0].text;
  // What the page's frame and the library's embedding rely on.
  if (/[^\n\x20-\x7e]/.test(text)) throw new Error(`${name} has other characters than printable ASCII`);
  if (/<\/(script|style)|<!--|\)bundle"/i.test(text)) throw new Error(`${name} would end its element`);
  await writeFile(join(out, name), text);
  const hash = createHash("sha256").update(text).digest("base64");
  await writeFile(join(out, `${name}.sha256`), `sha256-${hash}\n`);
  console.log(`${name}: ${text.length} bytes`);
}
console.log(list.map(x => `${x.name} ${x.version} (${x.licence})`).join(", "));
