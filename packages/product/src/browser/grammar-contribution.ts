// SPDX-License-Identifier: MIT

import { injectable } from '@theia/core/shared/inversify';
import {
    getEncodedLanguageId,
    GrammarDefinition,
    LanguageGrammarDefinitionContribution,
    TextmateRegistry
} from '@theia/monaco/lib/browser/textmate';
import * as monaco from '@theia/monaco-editor-core';
import { GRAMMAR_FILES, INJECTED_GRAMMARS, LANGUAGES, LanguageDescription } from '../common/language-table';
import { SYNTAX_FAMILIES } from './syntax-families';

/** Makes the languages of the table known to the editor, with grammars that are fetched when first needed. */
@injectable()
export class GrammarContribution implements LanguageGrammarDefinitionContribution {
    registerTextmateLanguage(registry: TextmateRegistry): void {
        for (const language of LANGUAGES) {
            this.registerLanguage(language);
        }
        for (const [scope, file] of GRAMMAR_FILES) {
            registry.registerTextmateGrammarScope(scope, {
                getGrammarDefinition: () => fetchGrammar(file),
                getInjections: target => [...(INJECTED_GRAMMARS[target] ?? [])]
            });
        }
        // Only now: the numbers of embedded languages exist once every language is registered.
        for (const language of LANGUAGES) {
            registry.mapLanguageIdToTextmateGrammar(language.id, language.scope);
            if (language.embedded) {
                registry.registerGrammarConfiguration(language.id, {
                    embeddedLanguages: mapValues(language.embedded, getEncodedLanguageId)
                });
            }
        }
    }

    protected registerLanguage({ id, name, extensions, filenames, firstLine, family }: LanguageDescription): void {
        monaco.languages.register({
            id,
            aliases: [name],
            extensions: [...extensions],
            filenames: [...filenames],
            ...(firstLine === undefined ? {} : { firstLine })
        });
        monaco.languages.setLanguageConfiguration(id, SYNTAX_FAMILIES[family]);
    }
}

function mapValues<From, To>(object: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

/**
 * Fetches a grammar from beside the application, where its build puts the files of the table.
 * @throws Error if the file is not served; the editor then shows the text without colours
 */
async function fetchGrammar(file: string): Promise<GrammarDefinition> {
    const response = await fetch(`grammars/${file}.json`);
    if (!response.ok) {
        throw new Error(`The grammar ${file} is not there: HTTP ${response.status}`);
    }
    return { format: 'json', content: await response.text() };
}
