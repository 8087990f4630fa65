// SPDX-License-Identifier: MIT

/** A row of a table of requirements; the number may be a link. “\|” is a bar in a text. */
const ROW =
    /^\| *\[?((?:(?:FR|SC)-\d{3})|(?:(?:BY|WS)-\d{2}))\]?(?:\(#[^)]*\))? *\| *((?:\\\||[^|])*?) *\| *((?:\\\||[^|])*?) *\|$/;

/** A line that is meant as such a row: a number is in its first cell, with any marks around it and any hyphen. */
const LIKE_A_ROW = /^[\s>]*\|[^|]*\b(FR|BY|WS|SC)[\W_]?\d|^\W*(FR|BY|WS|SC)[\W_]?\d[^|]*\|/i;

/** The header of a table of requirements, and the line below it. */
const HEADER = /^\| *id *\| *requirement *\| *state *\|$/;
const RULE = /^\| *-+ *\| *-+ *\| *-+ *\|$/;

/** The part below this heading is generated. */
const PROOFS_HEADING = '## The tests that prove them';

/** `delivered`, `planned`, or `partly` with what is missing. */
const STATE = /^(delivered|planned|partly: .+)$/;

/**
 * Returns the page with an updated list of tests. The requirements and their states stay.
 *
 * @param page the current page
 * @param proofs from {@link gather}
 * @returns the updated page
 */
export function render(page, proofs) {
    const head = headOf(page).map(line => {
        const row = ROW.exec(line);
        return row === null ? line : `| ${cell(row[1], row[3])} | ${row[2]} | ${row[3]} |`;
    });
    const sections = requirementsOf(page)
        .filter(({ state }) => state !== 'planned')
        .map(({ number }) =>
            section(
                number,
                proofs.filter(proof => proof.number === number)
            )
        );
    return `${[...head, PROOFS_HEADING, '', '`npm run requirements` writes this part.', '', ...sections].join('\n').trimEnd()}\n`;
}

/** Returns the number, with a link to its tests if it has any. */
function cell(number, state) {
    return state === 'planned' ? number : `[${number}](#${number.toLowerCase()})`;
}

/** Returns the tests of a requirement, grouped by file. */
function section(number, proofs) {
    const files = [...new Set(proofs.map(({ file }) => file))];
    const lines = files.flatMap(file => [
        `- [${file}](../${file})`,
        ...new Set(proofs.filter(proof => proof.file === file).map(proof => `    - ${describe(proof)}`))
    ]);
    return [`### ${number}`, '', ...(lines.length === 0 ? ['No test yet.'] : lines), ''].join('\n');
}

function describe({ title, tests, screenshots }) {
    const notes = [
        ...(tests === undefined ? [] : [tests === 1 ? '1 test' : `all ${tests} tests`]),
        ...(screenshots.length === 0 ? [] : [`screenshot ${screenshots.join(', ')}`])
    ];
    return `${escape(title)}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}

/** Escapes Markdown in a title: it stands in a list, where a mark at its beginning would begin another one. */
function escape(title) {
    return title
        .replace(/[\\`*_<>[\]|&~#]/g, '\\$&')
        .replace(/^([-+=])/, '\\$1')
        .replace(/^(\d+)([.)])/, '$1\\$2')
        .replaceAll('\n', ' ');
}

function headOf(page) {
    const lines = page.split('\n');
    const end = lines.indexOf(PROOFS_HEADING);
    return end < 0 ? lines : lines.slice(0, end);
}

/** Returns the requirements of a page in their order, with their lines. */
export function requirementsOf(page) {
    return headOf(page).flatMap((line, index) => {
        const row = ROW.exec(line);
        return row === null ? [] : [{ number: row[1], text: row[2], state: row[3], line: index + 1 }];
    });
}

/** Returns a message for each line that is no row, but is meant as one or stands in a table of requirements. */
function linesThatAreNoRows(page) {
    let isInTable = false;
    return headOf(page).flatMap((line, index) => {
        isInTable = HEADER.test(line) || (isInTable && line.trim() !== '');
        const isFine = ROW.test(line) || HEADER.test(line) || RULE.test(line) || !(isInTable || LIKE_A_ROW.test(line));
        return isFine ? [] : [`Line ${index + 1} is not a valid row: “${line}”. Write “| FR-042 | text | state |”.`];
    });
}

/**
 * Compares the states on the page with the tests.
 *
 * @returns a message for each contradiction
 */
export function contradictions(page, proofs) {
    const requirements = requirementsOf(page);
    const known = new Map(requirements.map(requirement => [requirement.number, requirement]));
    const proved = new Set(proofs.map(({ number }) => number));
    return [
        ...linesThatAreNoRows(page),
        ...requirements
            .filter(({ number, line }) => known.get(number).line !== line)
            .map(({ number }) => `${number} has more than one row.`),
        ...requirements
            .filter(({ state }) => !STATE.test(state))
            .map(
                ({ number, state }) =>
                    `${number} is “${state}”. Write delivered, planned, or “partly: ” and what is missing.`
            ),
        ...requirements
            .filter(({ state, number }) => state === 'delivered' && !proved.has(number))
            .map(({ number }) => `${number} is delivered, but no test has the tag [${number}].`),
        ...requirements
            .filter(({ state, number }) => state === 'planned' && proved.has(number))
            .map(({ number }) => `${number} is planned, but a test has the tag [${number}]. Change its state.`),
        ...proofs
            .filter(({ number }) => !known.has(number))
            .map(({ number, file, line }) => `${file}:${line}: there is no requirement ${number}.`)
    ];
}
