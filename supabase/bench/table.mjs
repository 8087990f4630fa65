// SPDX-License-Identifier: MIT

/** A table of Markdown whose columns are aligned, as the formatter would have it. */
export function table(head, rows) {
    const widths = head.map((title, column) =>
        Math.max(title.length, ...rows.map(row => String(row[column]).length), 3)
    );
    const line = cells => `| ${cells.map((cell, column) => String(cell).padEnd(widths[column])).join(' | ')} |`;
    return [line(head), `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
