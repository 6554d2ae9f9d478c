// Makes docs/report.png of today's report: node picture.mjs, after `npm ci` and a build of the tool.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { clusterSample, close, launch, open, root, temporary } from "./test/browser.mjs";

const { file, rows } = clusterSample();
const story = rows.find(r => r.size < 15 && new Set(r.articles.map(a => a.relation)).size > 3);
await launch();
const shots = [];
for (const hash of ["#overview", `#story=${story.story}`]) {
  const { page, close: done } = await open(file, hash, { viewport: { width: 1060, height: 1096 }, deviceScaleFactor: 0.75, colorScheme: "light" });
  await page.waitForSelector(".chart svg");
  shots.push((await page.screenshot()).toString("base64"));
  await done();
}
const frame = join(temporary(), "frame.html");
writeFileSync(frame, `<title>report</title><h1 hidden></h1><style>body{margin:0;background:#e4e2dc;display:flex;gap:20px;padding:15px;width:max-content}
img{display:block;border-radius:6px;box-shadow:0 1px 5px #0004}</style>${shots.map(x => `<img src="data:image/png;base64,${x}">`).join("")}`);
const { page } = await open(frame, "", { viewport: { width: 1640, height: 852 } });
await page.screenshot({ path: join(root, "docs/report.png") });
await close();
