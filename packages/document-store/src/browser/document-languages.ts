// SPDX-License-Identifier: MIT

import { languageIdSchema } from '@sanyam/types';
import { LanguageService } from '@theia/core/lib/browser/language-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';

export const PLAIN_TEXT = 'plaintext';

/** The language ids that cloud documents keep: the editor's. */
@injectable()
export class DocumentLanguages {
    @inject(LanguageService)
    protected readonly languages: LanguageService;

    /** The language of a file of this name, as the editor would choose it. */
    detect(uri: URI): string {
        return this.storable(this.languages.detectLanguage(uri)?.id ?? PLAIN_TEXT);
    }

    /** The editor's language id where the cloud can keep it, else plain text. */
    storable(languageId: string): string {
        return languageIdSchema.safeParse(languageId).success ? languageId : PLAIN_TEXT;
    }
}
