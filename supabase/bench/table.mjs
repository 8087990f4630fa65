// SPDX-License-Identifier: MIT

/** Returns a Markdown table with aligned columns, as Prettier formats it. */
export function table(head, rows) {
    const widths = head.map((title, column) =>
        Math.max(title.length, ...rows.map(row => String(row[column]).length), 3)
    );
    const line = cells => `| ${cells.map((cell, column) => String(cell).padEnd(widths[column])).join(' | ')} |`;
    return [line(head), `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
