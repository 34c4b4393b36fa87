/** A code to scan as SVG path data. Knows no page and no link: it draws whatever text it is given. */
import { encode } from "uqr";

export interface DrawnCode {
  /** Modules along one side, the quiet zone included. */
  readonly size: number;
  /** Dark modules, for `<path d>` in a view box of `0 0 size size`; to be shown dark on light, in every theme. */
  readonly path: string;
}

/** The quiet zone that scanners want (ISO 18004), in modules. */
const BORDER = 4;

/** Dark modules of one row as rectangles, neighbours in one. */
function rowPath(row: readonly boolean[], y: number): string {
  const parts: string[] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    let end = x;
    while (row[end]) end += 1;
    parts.push(`M${x} ${y}h${end - x}v1h-${end - x}z`);
    x = end;
  }
  return parts.join("");
}

export function drawCode(content: string): DrawnCode {
  const { size, data } = encode(content, { ecc: "M", border: BORDER });
  return { size, path: data.map(rowPath).join("") };
}
