// A plain table for lists that are short, sortable by its heads.
import { h, type Child } from "./dom.ts";

export interface Column<T> {
  name: string;
  hint?: string;
  number?: boolean;
  cell: (row: T) => Child;
  sort?: (row: T) => string | number;
  descending?: boolean; // at the first click
  className?: string;
}

// The rows are shown as given until a head is clicked.
export function table<T>(caption: string, columns: Column<T>[], rows: T[], limit = Infinity, className = ""): HTMLElement {
  const body = h("tbody");
  const more = h("p", { class: "note" });
  let shown = limit;
  let order = rows;
  const fill = (): void => {
    body.replaceChildren(...order.slice(0, shown).map(row => h("tr", null, ...columns.map((c, i) => {
      const name = [c.number ? "n" : "", c.className ?? ""].join(" ").trim() || null;
      return i === 0 ? h("th", { scope: "row", class: name }, c.cell(row)) : h("td", { class: name, "data-label": c.name }, c.cell(row));
    }))));
    more.replaceChildren();
    if (order.length > shown) {
      more.append(h("button", { type: "button", click: () => { shown = Infinity; fill(); } }, `Show all ${order.length}`));
    }
  };
  const heads = columns.map(c => {
    const head = h("th", { scope: "col", class: c.number ? "n" : null, title: c.hint });
    if (!c.sort) {
      head.append(c.name);
      return head;
    }
    const key = c.sort;
    const button = h("button", { type: "button", class: "sort" }, c.name);
    button.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort");
      const down = was ? was === "ascending" : c.descending ?? c.number ?? false;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      order = [...rows].sort((x, y) => {
        const a = key(x), b = key(y);
        return a < b ? -sign : a > b ? sign : 0;
      });
      fill();
    });
    head.append(button);
    return head;
  });
  fill();
  return h("div", null,
    h("div", { class: "wide", tabindex: 0, role: "group", "aria-label": caption },
      h("table", { class: className || null }, h("caption", { class: "hidden" }, caption), h("thead", null, h("tr", null, ...heads)), body)), more);
}
