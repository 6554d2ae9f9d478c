// Two versions side by side.
import { alignVersions, type Alignment, type Row, type Side } from "./align.ts";
import type { Text } from "./data.ts";
import { crawled, h } from "./dom.ts";
import { count, percent, plural } from "./format.ts";
import { unitsOf, type Word } from "./words.ts";

const kFold = 4; // more equal rows than that are folded to their first and last
const kStripped = 4; // lines of boilerplate shown at once

function words(side: Side, className: string): HTMLElement {
  const cell = h("bdi", { class: "passage" });
  let first = true;
  const plain = (list: Word[]): void => {
    let text = "";
    for (const w of list) {
      text += (first ? w.before.trimStart() : w.before) + w.text;
      first = false;
    }
    cell.append(text);
  };
  for (const run of side.runs) {
    if (run.mark === "same") {
      plain(run.words);
      continue;
    }
    const lead = run.words[0];
    cell.append(first ? lead.before.trimStart() : lead.before);
    const mark = h(className === "b" ? "ins" : "del", { class: run.mark });
    run.words.forEach((w, i) => {
      if (i > 0) mark.append(w.before);
      if (run.mark === "changed" && w.number) mark.append(h("strong", { class: "number", title: "a number that differs" }, w.text));
      else if (run.mark === "changed" && w.name) mark.append(h("strong", { class: "name", title: "a name that differs" }, w.text));
      else mark.append(w.text);
    });
    first = false;
    cell.append(mark);
  }
  cell.append(side.after.trimEnd());
  return cell;
}

// A menu can be longer than the report it stands above.
function strippedCell(list: string[]): HTMLElement {
  const lines = list.flatMap(text => text.split("\n")).filter(line => line.trim());
  const cell = h("div", { class: "stripped" }, ...lines.slice(0, kStripped).map(line => crawled(line)));
  const rest = lines.slice(kStripped);
  if (rest.length > 0) {
    const button = h("button", { type: "button" }, `${plural(rest.length, "more line")} of boilerplate`);
    button.addEventListener("click", () => button.replaceWith(...rest.map(line => crawled(line))));
    cell.append(button);
  }
  return cell;
}

function rowOf(row: Row, label_a: string, label_b: string): HTMLElement {
  const side = (content: Side | null, stripped: string[], name: "a" | "b", label: string): HTMLElement => {
    const cell = h("div", { role: "cell", class: `side ${name}${content || stripped.length ? "" : " empty"}`, "data-side": label });
    if (stripped.length > 0) cell.append(strippedCell(stripped));
    if (content) {
      if (row.move) cell.append(h("span", { class: "moved-tag", title: "The same passage stands elsewhere in the other version" }, `moved ${row.move}`), " ");
      cell.append(words(content, name));
    }
    return cell;
  };
  const hidden = { same: "", changed: "", only_a: `only in ${label_a}`, only_b: `only in ${label_b}`, moved: "moved", stripped: "stripped as boilerplate" }[row.kind];
  return h("div", { role: "row", class: `diff-row ${row.kind}`, "aria-label": hidden || null },
    side(row.a, row.stripped_a, "a", label_a), side(row.b, row.stripped_b, "b", label_b));
}

function pairs(title: string, list: [string, string][], className: string): HTMLElement | null {
  const seen = new Set<string>();
  const unique = list.filter(([a, b]) => {
    const key = `${a}\n${b}`;
    return !seen.has(key) && seen.add(key);
  });
  if (unique.length === 0) return null;
  return h("p", { class: "changes" }, h("span", { class: "changes-title" }, `${title} `),
    ...unique.slice(0, 12).map(([a, b]) => h("span", { class: `change ${className}` }, h("del", null, crawled(a)), h("span", { "aria-label": "became" }, " \u2192 "), h("ins", null, crawled(b)))),
    unique.length > 12 ? ` and ${unique.length - 12} more` : null);
}

export function difference(a: Text, b: Text, label_a: string, label_b: string): HTMLElement {
  const alignment = alignVersions(unitsOf(a), unitsOf(b));
  const box = h("div", { class: "diff" });
  const boilerplate = h("input", { type: "checkbox", checked: true });
  const all = h("input", { type: "checkbox" });
  boilerplate.addEventListener("change", () => box.classList.toggle("no-stripped", !boilerplate.checked));
  const body = h("div", { class: "diff-table", role: "table", "aria-label": `${label_a} and ${label_b} side by side` });
  const fill = (): void => {
    body.replaceChildren(
      h("div", { role: "row", class: "diff-row diff-head" },
        h("div", { role: "columnheader", class: "side a" }, crawled(label_a)), h("div", { role: "columnheader", class: "side b" }, crawled(label_b))),
      ...rows(alignment, label_a, label_b, all.checked));
  };
  all.addEventListener("change", fill);
  fill();
  box.append(
    summary(alignment),
    pairs("Numbers:", alignment.numbers, "number") ?? "", pairs("Names:", alignment.names, "name") ?? "",
    h("div", { class: "bar" },
      h("p", { class: "legend" }, h("del", null, "only left"), h("ins", null, "only right"), h("span", { class: "moved-tag" }, "moved"), h("span", { class: "stripped-key" }, "boilerplate")),
      h("span", { class: "csv" }, h("label", null, boilerplate, " Boilerplate"), h("label", null, all, " All equal passages"))),
    body);
  return box;
}

function summary(x: Alignment): HTMLElement {
  const share = (n: number): string => (n === 0 ? "nothing" : percent(x.common / n));
  const equal = x.common === x.words_a && x.common === x.words_b && x.moved === 0;
  return h("p", { class: "verdict" }, equal ? "The same words, in the same order." : `${share(x.words_a)} of the left is in the right, ${share(x.words_b)} of the right is in the left`,
    equal ? null : ` (${count(x.words_a)} and ${plural(x.words_b, "word")})${x.moved ? `; ${plural(x.moved, "sentence")} moved` : ""}.`);
}

// Equal rows far from any difference are folded away.
function rows(x: Alignment, label_a: string, label_b: string, all: boolean): HTMLElement[] {
  const out: HTMLElement[] = [];
  for (let i = 0; i < x.rows.length;) {
    let end = i;
    while (end < x.rows.length && x.rows[end].kind === "same") ++end;
    const equal = x.rows.slice(i, end);
    if (equal.length === 0) {
      out.push(rowOf(x.rows[i++], label_a, label_b));
      continue;
    }
    if (all || equal.length <= kFold) {
      out.push(...equal.map(r => rowOf(r, label_a, label_b)));
    } else {
      const middle = equal.slice(1, -1);
      const fold = h("div", { role: "row", class: "diff-row fold" });
      const button = h("button", { type: "button" }, `${middle.length} equal sentences`);
      button.addEventListener("click", () => fold.replaceWith(...middle.map(r => rowOf(r, label_a, label_b))));
      fold.append(h("div", { role: "cell", class: "side" }, button));
      out.push(rowOf(equal[0], label_a, label_b), fold, rowOf(equal.at(-1)!, label_a, label_b));
    }
    i = end;
  }
  return out;
}
