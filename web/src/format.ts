// Numbers, dates and durations as the page shows them.

const whole = new Intl.NumberFormat("en");

export const count = (n: number): string => whole.format(n);

export function percent(share: number, digits = 0): string {
  // 99.96 % is not all of it.
  if (share < 1 && share >= 1 - 0.5 / 10 ** (digits + 2)) return `> ${(100 - 10 ** -digits).toFixed(digits)} %`;
  return `${(100 * share).toFixed(digits)} %`;
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

export function bytes(n: number): string {
  for (const [unit, size] of [["GB", 1e9], ["MB", 1e6], ["kB", 1e3]] as const) {
    if (n >= size) return `${(n / size).toFixed(n >= 10 * size ? 0 : 1)} ${unit}`;
  }
  return `${n} B`;
}

const kDay = 86_400;

// A delay of 0 stands for "both give the day only, and it is the same".
export function delay(seconds: number): string {
  if (seconds < 60) return seconds === 0 ? "same day" : `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 2 * kDay) return `${(seconds / 3600).toFixed(seconds < 10 * 3600 ? 1 : 0)} h`;
  return `${(seconds / kDay).toFixed(seconds < 10 * kDay ? 1 : 0)} days`;
}

// "2026-03-01T12:00:00Z" or "2026-03-01", as the files have it.
export const hasTime = (date: string): boolean => date.length > 10;
export const seconds = (date: string): number => Date.parse(hasTime(date) ? date : `${date}T00:00:00Z`) / 1000;
export const day = (date: string): string => date.slice(0, 10);

export function when(date: string | null): string {
  if (!date) return "date unknown";
  return hasTime(date) ? `${day(date)} ${date.slice(11, 16)}` : day(date);
}

export function span(first: string | null, last: string | null): string {
  if (!first || !last) return "";
  return day(first) === day(last) ? day(first) : `${day(first)} \u2013 ${day(last)}`;
}
