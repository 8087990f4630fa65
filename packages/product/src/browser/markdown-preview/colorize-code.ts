// SPDX-License-Identifier: MIT

import * as monaco from '@theia/monaco-editor-core';
import { TokenizationRegistry } from '@theia/monaco-editor-core/esm/vs/editor/common/languages';
import { ILanguageService } from '@theia/monaco-editor-core/esm/vs/editor/common/languages/language';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';

/** Milliseconds until a grammar is loaded. Some languages have none: their code keeps one color. */
const PATIENCE = 3_000;

/** The code blocks of one preview that get colors. */
const MAX_BLOCKS = 200;

/** Gives the code blocks of a preview the colors of the editor. The name of the language is an id or an alias. */
export function colorizeBlocks(preview: HTMLElement): void {
    const blocks = [...preview.querySelectorAll('pre > code[class]')].slice(0, MAX_BLOCKS);
    for (const block of blocks) {
        colorize(block, block.className.replace('language-', '')).catch((error: unknown) => console.error(error));
    }
}

async function colorize(block: Element, name: string): Promise<void> {
    const languages = StandaloneServices.get(ILanguageService);
    const language = languages.getLanguageIdByLanguageName(name) ?? name;
    if (languages.isRegisteredLanguageId(language)) {
        await loadGrammar(languages, language);
        // Monaco escapes the code.
        block.innerHTML = await monaco.editor.colorize(block.textContent ?? '', language, {});
    }
}

/** Grammars are loaded when a document needs them. */
async function loadGrammar(languages: ILanguageService, language: string): Promise<void> {
    if (TokenizationRegistry.get(language) !== null) {
        return;
    }
    await new Promise<void>(resolve => {
        const timer = setTimeout(done, PATIENCE);
        const listener = TokenizationRegistry.onDidChange(({ changedLanguages }) => {
            if (changedLanguages.includes(language)) {
                done();
            }
        });
        function done(): void {
            clearTimeout(timer);
            listener.dispose();
            resolve();
        }
        languages.requestRichLanguageFeatures(language);
    });
}
