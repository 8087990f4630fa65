// SPDX-License-Identifier: MIT

import { languageIdSchema } from '@sanyam/types';
import * as monaco from '@theia/monaco-editor-core';

const PLAIN_TEXT = 'plaintext';

/** The id of the language that a file of this name is in, as the editor would choose it. */
export function languageForName(name: string): string {
    const lowerCaseName = name.toLowerCase();
    const language = monaco.languages
        .getLanguages()
        .find(
            ({ extensions, filenames }) =>
                filenames?.some(candidate => candidate.toLowerCase() === lowerCaseName) ||
                extensions?.some(extension => lowerCaseName.endsWith(extension.toLowerCase()))
        );
    return storableLanguageId(language?.id ?? PLAIN_TEXT);
}

/** The editor's language id where the cloud can keep it, else plain text. */
export function storableLanguageId(languageId: string): string {
    return languageIdSchema.safeParse(languageId).success ? languageId : PLAIN_TEXT;
}
