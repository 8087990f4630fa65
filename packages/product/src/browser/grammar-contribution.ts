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

/** Registers the languages of the table with the editor. Their grammars are fetched when first needed. */
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
        // A second loop: an embedded language has an encoded id only after its own registration.
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
 * Fetches a grammar. The build of the application writes the grammar files beside the bundle.
 * @throws Error if the response is not successful; the editor then shows the text without colors
 */
async function fetchGrammar(file: string): Promise<GrammarDefinition> {
    const response = await fetch(`grammars/${file}.json`);
    if (!response.ok) {
        throw new Error(`Could not load the grammar “${file}”: HTTP ${response.status}.`);
    }
    return { format: 'json', content: await response.text() };
}
