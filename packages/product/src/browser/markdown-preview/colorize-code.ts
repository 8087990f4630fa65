// SPDX-License-Identifier: MIT

import * as monaco from '@theia/monaco-editor-core';
import { TokenizationRegistry } from '@theia/monaco-editor-core/esm/vs/editor/common/languages';
import { ILanguageService } from '@theia/monaco-editor-core/esm/vs/editor/common/languages/language';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';

/** Milliseconds until a grammar is loaded. Some languages have none: their code keeps one color. */
const PATIENCE = 3_000;

/**
 * Returns code with the colors of the editor.
 *
 * @param name of the language, as it stands after the fence: an id or an alias such as `ts`
 */
export async function colorizeCode(name: string, code: string): Promise<HTMLElement> {
    const element = document.createElement('code');
    const languages = StandaloneServices.get(ILanguageService);
    const language = languages.getLanguageIdByLanguageName(name) ?? name;
    if (languages.isRegisteredLanguageId(language)) {
        await loadGrammar(languages, language);
    }
    // Monaco escapes the code.
    element.innerHTML = await monaco.editor.colorize(code, language, {});
    return element;
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
