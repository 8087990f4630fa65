// SPDX-License-Identifier: MIT

import { TokenizationRegistry } from '@theia/monaco-editor-core/esm/vs/editor/common/languages';
import { ILanguageService } from '@theia/monaco-editor-core/esm/vs/editor/common/languages/language';
import { StandaloneServices } from '@theia/monaco-editor-core/esm/vs/editor/standalone/browser/standaloneServices';
import type { TextmateRegistryFactory } from '@theia/monaco/lib/browser/textmate/monaco-theme-types';
import { BoundedGrammar } from './bounded-grammar';
import { SlowLines } from './slow-lines';

/** Returns a factory whose registries have grammars that never stop the window. See {@link BoundedGrammar}. */
export function boundedRegistryFactory(create: TextmateRegistryFactory): TextmateRegistryFactory {
    const languages = new Set<string>();
    const slowLines = new SlowLines(() => TokenizationRegistry.handleChange([...languages]));
    return theme => {
        const registry = create(theme);
        const load = registry.loadGrammarWithConfiguration.bind(registry);
        registry.loadGrammarWithConfiguration = async (scope, language, configuration) => {
            const grammar = await load(scope, language, configuration);
            const { languageIdCodec } = StandaloneServices.get(ILanguageService);
            languages.add(languageIdCodec.decodeLanguageId(language));
            return grammar === null ? null : new BoundedGrammar(grammar, slowLines);
        };
        return registry;
    };
}
