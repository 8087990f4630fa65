// SPDX-License-Identifier: MIT

/** Columns or rows of one cell. A browser makes room for each one, of which there can be 65 million. */
const MAX_SPAN = 100;

/**
 * Columns times rows of all tables of a preview. 3,000 cells of 100 columns above 5,000 rows take Chromium 3 s, and two rows
 * of numbers more minutes.
 */
const MAX_GRID = 2_000_000;

/**
 * Removes what makes cells and columns wider or higher than one where it would take the window too long: where a table is
 * too large, and outside of tables, where browsers make tables of their own.
 */
export function limitSpans(fragment: DocumentFragment): void {
    const kept = new Set<Element>();
    let remaining = MAX_GRID;
    for (const table of fragment.querySelectorAll('table')) {
        const grid = table.rows.length * columnsOf(table);
        if (grid <= remaining) {
            remaining -= grid;
            [...cellsOf(table), ...columnElementsOf(table)].forEach(element => kept.add(element));
        }
    }
    for (const element of fragment.querySelectorAll('[colspan], [rowspan], [span]')) {
        for (const name of ['colspan', 'rowspan', 'span']) {
            if (!kept.has(element) || !(spanOf(element, name) <= MAX_SPAN)) {
                element.removeAttribute(name);
            }
        }
    }
}

/** Returns the cells of a table, without those of tables in it. */
function cellsOf(table: HTMLTableElement): Element[] {
    return [...table.rows].flatMap(({ cells }) => [...cells]);
}

function columnElementsOf(table: HTMLTableElement): Element[] {
    return [...table.querySelectorAll(':scope > colgroup, :scope > col, :scope > colgroup > col')];
}

/** Returns how many columns a table has at most: as the widest row, beside all cells that reach into other rows. */
function columnsOf(table: HTMLTableElement): number {
    const widest = [...table.rows].reduce((most, { cells }) => Math.max(most, widthOf([...cells])), 0);
    const high = cellsOf(table).filter(cell => spanOf(cell, 'rowspan') > 1);
    return (
        widest + widthOf(high) + columnElementsOf(table).reduce((sum, column) => sum + boundedSpan(column, 'span'), 0)
    );
}

function widthOf(cells: readonly Element[]): number {
    return cells.reduce((width, cell) => width + boundedSpan(cell, 'colspan'), 0);
}

/** Returns a span as it counts after {@link limitSpans}. */
function boundedSpan(element: Element, name: string): number {
    const span = spanOf(element, name);
    return span <= MAX_SPAN ? Math.max(span, 1) : 1;
}

/** Returns NaN without the attribute, and if it is no number. A browser reads the digits at the beginning, too. */
function spanOf(element: Element, name: string): number {
    return Number.parseInt(element.getAttribute(name) ?? '', 10);
}
