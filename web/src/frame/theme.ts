/** Which colours are used: the system's, or one of the two whatever the system says. */
export type Theme = "auto" | "light" | "dark";

const KEY = "podmirror-theme";
const THEMES: readonly Theme[] = ["auto", "light", "dark"];

/** What was chosen last; the system's where nothing was, or nothing can be kept. */
export function readTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    return "auto";
  }
}

/** Uses a theme from now on. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing asks the system next time.
  }
}

/** The one after it. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
}
