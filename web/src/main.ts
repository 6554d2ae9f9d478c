// The page: a head with the views' names, and the view that the address asks for.
import { about } from "./about.ts";
import { Data } from "./data.ts";
import { h } from "./dom.ts";
import { overview } from "./overview.ts";
import { saving } from "./parts.ts";
import { parse, type Route } from "./route.ts";
import { sites } from "./sites.ts";
import { stories } from "./stories.ts";
import { story } from "./story.ts";
import { themeButton } from "./theme.ts";

const data = Data.read();
saving.excelSafe = data.columns.excel_safe;
const main = document.querySelector("main")!;
main.id = "main";

const tabs: [Route["view"], string][] = [["overview", "Overview"], ["stories", "Stories"], ["sites", "Sites"], ["about", "Details"]];
const links = tabs.map(([view, name]) => h("a", { href: `#${view}` }, name));
const skip = h("a", { href: "#main", class: "skip" }, "Skip to the content");
skip.addEventListener("click", event => {
  event.preventDefault();
  main.querySelector("h1")?.focus();
});
document.body.prepend(skip, h("header", { class: "top" },
  h("a", { href: "#overview", class: "brand" }, "newsecho"), h("nav", { "aria-label": "Views" }, ...links), themeButton()));
document.body.append(h("footer", null, `newsecho ${data.run.newsecho}, ${data.run.build}. `, h("a", { href: "#about" }, "Settings and licences")));

let shown: HTMLElement | null = null;

function show(first: boolean): void {
  const route = parse(location.hash);
  const view = { overview: () => overview(data), stories: () => stories(data, route.query), sites: () => sites(data), about: () => about(data),
                 story: () => story(data, route.story, route.query) }[route.view]();
  shown?.dispatchEvent(new Event("leave"));
  main.replaceChildren(view);
  shown = view;
  tabs.forEach(([name], i) => {
    if (name === route.view || (name === "stories" && route.view === "story")) links[i].setAttribute("aria-current", "page");
    else links[i].removeAttribute("aria-current");
  });
  const heading = view.querySelector("h1")!;
  document.title = `${heading.textContent} \u2013 newsecho`;
  // A reader of the screen hears where they are; the first view is read from the top anyway.
  if (!first) {
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
}

addEventListener("hashchange", () => show(false));
show(true);
