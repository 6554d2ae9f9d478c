// Makes elements. Text goes in as text nodes only; nothing here turns a string into markup.

export type Child = Node | string | number | null | undefined | false;

type Props = { [name: string]: string | number | boolean | null | undefined | EventListener };

function fill(element: Element, props: Props | null, children: Child[]): void {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props | null = null,
                                                         ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, props, children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, props: Props | null = null,
                                                          ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(element, props, children);
  return element;
}

// Returns the address if following it leaves for the web and does nothing else.
export function safeUrl(url: string): string | null {
  try {
    const parsed = new URL(url);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : null;
  } catch {
    return null;
  }
}

// Text of the crawl. A direction override in it must not reach what stands around it.
export function crawled(text: string, className?: string): HTMLElement {
  return h("bdi", className ? { class: className } : null, text);
}

// A link out to a crawled page, or plain text where the address is none to follow.
export function outLink(url: string, text: string): HTMLElement {
  const href = safeUrl(url);
  if (href === null) return crawled(text);
  return h("a", { href, rel: "noreferrer noopener", target: "_blank", title: href, class: "out" }, crawled(text));
}

export function section(title: string, id: string, ...children: Child[]): HTMLElement {
  return h("section", { "aria-labelledby": id, class: "card" }, h("h2", { id }, title), ...children);
}

// Widths and the like go through the style object: the policy forbids style attributes.
export function sized<T extends HTMLElement>(element: T, property: string, value: string): T {
  element.style.setProperty(property, value);
  return element;
}

export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const a = h("a", { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
