// Light or dark: as the system says, until the reader chooses.
import { h } from "./dom.ts";

type Theme = "auto" | "light" | "dark";
const next: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };
const key = "newsecho-theme";

function stored(): Theme {
  try {
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : "auto";
  } catch {
    return "auto"; // a page from disk may have no storage
  }
}

function apply(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function themeButton(): HTMLButtonElement {
  let theme = stored();
  apply(theme);
  const button = h("button", { type: "button", class: "theme" });
  const label = (): void => {
    button.textContent = { auto: "\u25d0 Auto", light: "\u2600 Light", dark: "\u263e Dark" }[theme];
    button.setAttribute("aria-label", `Colours: ${theme}. Change to ${next[theme]}.`);
  };
  button.addEventListener("click", () => {
    theme = next[theme];
    apply(theme);
    label();
    try {
      localStorage.setItem(key, theme);
    } catch {
      // Lasts as long as the page then.
    }
  });
  label();
  return button;
}
