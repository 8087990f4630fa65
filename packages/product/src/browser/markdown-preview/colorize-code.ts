// SPDX-License-Identifier: MIT

import { type Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import * as monaco from '@theia/monaco-editor-core';
import { TokenizationRegistry } from '@theia/monaco-editor-core/esm/vs/editor/common/languages';
import { ILanguageService } from '@theia/monaco-editor-core/esm/vs/editor/common/languages/language';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';

/** The code blocks of one preview that get colors. */
const MAX_BLOCKS = 200;

/**
 * Characters of code that get colors, in all blocks together. The time of some grammars grows with the square: for 8,000
 * lines of JavaScript it can be ten seconds, for this much half a second.
 */
const MAX_LENGTH = 15_000;

/**
 * Gives the code blocks of a preview the colors of the editor. The name of the language is an id or an alias. A block waits
 * for its grammar, which is loaded when a document needs it, until the answer is disposed.
 */
export function colorizeBlocks(preview: HTMLElement): Disposable {
    const waiting = new DisposableCollection();
    let remaining = MAX_LENGTH;
    for (const block of [...preview.querySelectorAll('pre > code[class]')].slice(0, MAX_BLOCKS)) {
        remaining -= block.textContent?.length ?? 0;
        if (remaining < 0) {
            break;
        }
        colorize(block, block.className.replace('language-', ''), waiting);
    }
    return waiting;
}

function colorize(block: Element, name: string, waiting: DisposableCollection): void {
    const languages = StandaloneServices.get(ILanguageService);
    const language = languages.getLanguageIdByLanguageName(name) ?? name;
    if (!languages.isRegisteredLanguageId(language)) {
        return;
    }
    const show = (): void => {
        monaco.editor
            .colorize(block.textContent ?? '', language, {})
            // Monaco escapes the code.
            .then(html => (block.innerHTML = html))
            .catch((error: unknown) => console.error(error));
    };
    if (TokenizationRegistry.get(language) !== null) {
        show();
        return;
    }
    const listener = TokenizationRegistry.onDidChange(({ changedLanguages }) => {
        if (changedLanguages.includes(language)) {
            listener.dispose();
            show();
        }
    });
    waiting.push(listener);
    languages.requestRichLanguageFeatures(language);
}
