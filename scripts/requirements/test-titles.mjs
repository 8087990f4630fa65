// SPDX-License-Identifier: MIT

import typescript from 'typescript';

/** Replaces a value that is only known at run time. */
const UNKNOWN = '…';

const TEST = new Set(['it', 'test', 'specify']);
const SKIPPED = new Set(['skip', 'fixme']);
/** Mocha's other names for tests and suites that it skips. */
const SKIPPED_TEST = new Set(['xit', 'xspecify']);
const SKIPPED_SUITE = new Set(['xdescribe', 'xcontext']);
const MODIFIERS = new Set([...SKIPPED, 'only', 'fail']);

/**
 * Returns the titles in a test file, without running it.
 *
 * - `tests`: every test that is not always skipped, with its titles from the outermost suite to its own, and the names
 *   of the screenshots that it takes. A title in a loop stands once, with “…” for what changes.
 * - `values`: every other text of the file. The titles of a loop often stand in its list.
 * - `errors`: what the compiler cannot read, and tests inside of tests. A file with errors runs no tests, and Mocha runs
 *   no test that is inside of another one.
 *
 * Lines begin at 1.
 *
 * @returns {{
 *     tests: { titles: string[], line: number, screenshots: string[] }[],
 *     values: { text: string, line: number }[],
 *     errors: { message: string, line: number }[]
 * }}
 */
export function titlesIn(file, text) {
    const source = typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true);
    const lineOf = node => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const tests = [];
    const values = [];
    const nested = [];
    const visit = (node, titles, outerTest) => {
        const call = titledCall(node);
        if (call === undefined) {
            if (typescript.isStringLiteralLike(node) || typescript.isTemplateExpression(node)) {
                values.push({ text: textOf(node), line: lineOf(node) });
            }
            typescript.forEachChild(node, child => visit(child, titles, outerTest));
            return;
        }
        const path = [...titles, textOf(call.title)];
        if (outerTest !== undefined) {
            const message = `“${path.at(-1)}” is inside of the test “${outerTest}”, so it never runs. Define it outside.`;
            nested.push({ message, line: lineOf(node) });
        }
        if (!call.isSkipped && call.isTest) {
            tests.push({ titles: path, line: lineOf(node), screenshots: screenshotsIn(call.body) });
        }
        if (!call.isSkipped) {
            typescript.forEachChild(call.body, child => visit(child, path, call.isTest ? path.at(-1) : outerTest));
        }
    };
    visit(source, []);
    const errors = source.parseDiagnostics.map(({ messageText, start }) => ({
        message: typescript.flattenDiagnosticMessageText(messageText, ' '),
        line: source.getLineAndCharacterOfPosition(start).line + 1
    }));
    return { tests, values, errors: [...errors, ...nested] };
}

/** The parts of a call that defines a test or a suite: `it('…', () => …)`, `test.describe('…', …)`. */
function titledCall(node) {
    if (!typescript.isCallExpression(node) || node.arguments.length < 2) {
        return undefined;
    }
    const names = node.expression.getText().split('.');
    const body = node.arguments.at(-1);
    if (!isFunction(body) || !isText(node.arguments[0])) {
        return undefined;
    }
    const isTest =
        (TEST.has(names[0]) || SKIPPED_TEST.has(names[0])) && names.slice(1).every(name => MODIFIERS.has(name));
    // A helper such as describeOnCloud defines a suite, too.
    if (!isTest && !containsTest(body)) {
        return undefined;
    }
    return {
        title: node.arguments[0],
        body,
        isTest,
        isSkipped: names.some(name => SKIPPED.has(name) || SKIPPED_TEST.has(name) || SKIPPED_SUITE.has(name))
    };
}

function containsTest(node) {
    return typescript.forEachChild(node, child => titledCall(child) !== undefined || containsTest(child)) ?? false;
}

function isFunction(node) {
    return typescript.isArrowFunction(node) || typescript.isFunctionExpression(node);
}

/** Whether a first argument can be a title: `test.skip(condition, …)` and `test.use({ … })` have none. */
function isText(node) {
    return !isFunction(node) && !typescript.isObjectLiteralExpression(node);
}

function textOf(node) {
    if (typescript.isStringLiteralLike(node)) {
        return node.text;
    }
    if (typescript.isTemplateExpression(node)) {
        return node.templateSpans.reduce(
            (text, { expression, literal }) => text + textOf(expression) + literal.text,
            node.head.text
        );
    }
    if (typescript.isBinaryExpression(node) && node.operatorToken.kind === typescript.SyntaxKind.PlusToken) {
        return textOf(node.left) + textOf(node.right);
    }
    return UNKNOWN;
}

function screenshotsIn(body) {
    const names = [];
    const visit = node => {
        if (typescript.isCallExpression(node) && node.expression.getText().endsWith('.screenshot')) {
            names.push(...node.arguments.slice(0, 1).map(textOf));
        }
        typescript.forEachChild(node, visit);
    };
    visit(body);
    return names;
}
