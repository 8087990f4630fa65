// SPDX-License-Identifier: MIT

import { type Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { runWhenGlobalIdle } from '@theia/monaco-editor-core/esm/vs/base/common/async';
import {
    type ITokenizationSupport,
    TokenizationRegistry
} from '@theia/monaco-editor-core/esm/vs/editor/common/languages';
import { ILanguageService } from '@theia/monaco-editor-core/esm/vs/editor/common/languages/language';
import { LineTokens } from '@theia/monaco-editor-core/esm/vs/editor/common/tokens/lineTokens';
import { Colorizer } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/colorizer';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';

/** The code blocks of one preview that get colors. */
const MAX_BLOCKS = 200;

/**
 * Characters of code that get colors, in all blocks together. The time of some grammars grows with the square: for 8,000
 * lines of JavaScript it can be ten seconds of processor time, for this much half a second.
 */
const MAX_LENGTH = 15_000;

const LINE_END = /\r\n|\r|\n/;

/**
 * Gives the code blocks of a preview the colors of the editor, until the answer is disposed. The name of the language is an
 * id or an alias. A block waits for its grammar, which is loaded when a document needs it.
 */
export function colorizeBlocks(preview: HTMLElement): Disposable {
    const toDispose = new DisposableCollection();
    let remaining = MAX_LENGTH;
    for (const block of [...preview.querySelectorAll('pre > code[class]')].slice(0, MAX_BLOCKS)) {
        remaining -= block.textContent?.length ?? 0;
        if (remaining < 0) {
            break;
        }
        colorize(block, block.className.replace('language-', ''), toDispose);
    }
    return toDispose;
}

function colorize(block: Element, name: string, toDispose: DisposableCollection): void {
    const languages = StandaloneServices.get(ILanguageService);
    const language = languages.getLanguageIdByLanguageName(name) ?? name;
    if (!languages.isRegisteredLanguageId(language)) {
        return;
    }
    const show = (support: ITokenizationSupport): void =>
        colorizeWhileIdle(block.textContent ?? '', support, html => (block.innerHTML = html), toDispose);
    const loaded = TokenizationRegistry.get(language);
    if (loaded !== null) {
        show(loaded);
        return;
    }
    const listener = TokenizationRegistry.onDidChange(({ changedLanguages }) => {
        const support = TokenizationRegistry.get(language);
        if (changedLanguages.includes(language) && support !== null) {
            listener.dispose();
            show(support);
        }
    });
    toDispose.push(listener);
    languages.requestRichLanguageFeatures(language);
}

/**
 * Colors one line after the other while the window has nothing else to do. All lines at once can take seconds, though each
 * takes little.
 *
 * @param show gets HTML, in which the code is escaped
 */
function colorizeWhileIdle(
    code: string,
    support: ITokenizationSupport,
    show: (html: string) => void,
    toDispose: DisposableCollection
): void {
    const { languageIdCodec } = StandaloneServices.get(ILanguageService);
    const lines = code.split(LINE_END);
    const html: string[] = [];
    let state = support.getInitialState();
    const colorizeLine = (line: string): string => {
        const { tokens, endState } = support.tokenizeEncoded(line, true, state);
        state = endState;
        LineTokens.convertToEndOffset(tokens, line.length);
        return Colorizer.colorizeLine(line, true, true, new LineTokens(tokens, line, languageIdCodec).inflate());
    };
    const colorizeSome = (idle: IdleDeadline): void => {
        do {
            const line = lines[html.length];
            if (line === undefined) {
                show(html.join(''));
                return;
            }
            html.push(`${colorizeLine(line)}<br/>`);
        } while (idle.timeRemaining() > 0);
        toDispose.push(runWhenGlobalIdle(colorizeSome));
    };
    toDispose.push(runWhenGlobalIdle(colorizeSome));
}
