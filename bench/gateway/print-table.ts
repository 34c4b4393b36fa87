/** The table of the gateway bench: our figures, the host's own beside them, what we add, and what is wanted. */
import { p50, p95 } from "../quantile.ts";

export interface Row {
  readonly label: string;
  readonly ours: readonly number[];
  /** The same on the host without our channel, where there is such a thing. */
  readonly host?: readonly number[];
  readonly wanted?: { readonly what: string; readonly met: boolean };
  /** Decimals. Default 0. */
  readonly digits?: number;
}

const COLUMNS = [50, 9, 9, 5, 10, 10, 15] as const;
const HEADINGS = ["", "ours p50", "p95", "n", "host p50", "p95", "ours : host"] as const;

const pad = (cells: readonly string[]) =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(COLUMNS[0]) : cell.padStart(COLUMNS[index] ?? 0)))
    .join("");

function compare(ours: number, host: number, digits: number): string {
  const more = ours - host;
  return `${more >= 0 ? "+" : "−"}${Math.abs(more).toFixed(digits)} (${(ours / host).toFixed(2)}×)`;
}

function printRow({ label, ours, host = [], wanted, digits = 0 }: Row): void {
  const show = (value: number) => (Number.isNaN(value) ? "–" : value.toFixed(digits));
  const compared = ours.length > 0 && host.length > 0 ? compare(p50(ours), p50(host), digits) : "";
  const figures = [show(p50(ours)), show(p95(ours)), String(ours.length)];
  const others = host.length > 0 ? [show(p50(host)), show(p95(host)), compared] : ["", "", ""];
  const verdict = wanted && ours.length > 0 ? `   ${wanted.met ? "met:   " : "MISSED:"} ${wanted.what}` : "";
  console.log(pad([label, ...figures, ...others]) + verdict);
}

export function printTable(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  console.log(pad(HEADINGS));
  rows.forEach(printRow);
}
