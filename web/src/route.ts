// What is shown stands in the address, so that every view can be linked: #overview, #stories?q=bridge, #story=ID.

export interface Route {
  view: "overview" | "stories" | "story" | "sites" | "about";
  story: string;
  query: URLSearchParams;
}

const views = ["overview", "stories", "sites", "about"] as const;

export function parse(hash: string): Route {
  const text = hash.replace(/^#/, "");
  if (text.startsWith("story=")) {
    const [id, ...rest] = text.slice(6).split("&");
    let story = id;
    try {
      story = decodeURIComponent(id);
    } catch {
      // Not encoded by this page; taken as it stands.
    }
    return { view: "story", story, query: new URLSearchParams(rest.join("&")) };
  }
  const [name, query] = text.split("?", 2);
  const view = views.find(v => v === name) ?? "overview";
  return { view, story: "", query: new URLSearchParams(query ?? "") };
}

export const storyHash = (id: string): string => `#story=${encodeURIComponent(id)}`;

// Changes the address without a new entry in the browser's history.
export function replaceQuery(base: string, query: URLSearchParams, separator: string): void {
  const text = query.toString();
  try {
    history.replaceState(null, "", text ? `${base}${separator}${text}` : base);
  } catch {
    // Some browsers limit how often this may be called; the view is right all the same.
  }
}
