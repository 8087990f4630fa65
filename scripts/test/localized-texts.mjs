// SPDX-License-Identifier: MIT

import typescript from 'typescript';

const KEY = /^sanyam\/\w+\/\w+$/;

/**
 * Returns the texts in a source file that have translations, without running it: each call with a key and an English
 * text next to each other, such as `nls.localize('sanyam/share/title', 'Share {0}', name)`, and
 * `Command.toLocalizedCommand({ …, label: 'Share…' }, 'sanyam/share/command')`. Lines begin at 1.
 *
 * `unread` has the keys that stand anywhere else. Nobody could tell which text belongs to them.
 *
 * @returns {{ texts: { key: string, english: string, line: number }[], unread: { key: string, line: number }[] }}
 */
export function localizedTextsIn(file, content) {
    const source = typescript.createSourceFile(file, content, typescript.ScriptTarget.Latest, true);
    const lineOf = node => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const texts = [];
    const unread = [];
    const read = new Set();
    const visit = node => {
        if (typescript.isCallExpression(node)) {
            for (const [key, english] of pairsOf(node)) {
                texts.push({ key: key.text, english, line: lineOf(key) });
                read.add(key);
            }
        }
        const text = isText(node) ? node.text : typescript.isTemplateExpression(node) ? node.head.text : '';
        if (text.startsWith('sanyam/') && !read.has(node)) {
            unread.push({ key: text, line: lineOf(node) });
        }
        typescript.forEachChild(node, visit);
    };
    visit(source);
    return { texts, unread };
}

/** Returns the keys of a call, each with its English text. */
function pairsOf(call) {
    const nodes = [...call.arguments];
    return nodes.flatMap((node, index) => {
        if (!isText(node) || !KEY.test(node.text)) {
            return [];
        }
        const [before, after] = [nodes[index - 1], nodes[index + 1]];
        const label = before && typescript.isObjectLiteralExpression(before) ? labelOf(before) : undefined;
        const english = label ?? (after && isText(after) ? after.text : undefined);
        return english === undefined ? [] : [[node, english]];
    });
}

function labelOf(object) {
    const label = object.properties.find(({ name }) => name?.getText() === 'label')?.initializer;
    return label && isText(label) ? label.text : undefined;
}

function isText(node) {
    return typescript.isStringLiteralLike(node);
}
