// SPDX-License-Identifier: MIT

import { languageIdSchema } from '@sanyam/types';
import { LanguageService } from '@theia/core/lib/browser/language-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';

export const PLAIN_TEXT = 'plaintext';

/** Maps the editor's language ids to those that the cloud can store. */
@injectable()
export class DocumentLanguages {
    @inject(LanguageService)
    protected readonly languages: LanguageService;

    /** Returns the language that the editor would choose for a file with this name. */
    detect(uri: URI): string {
        return this.storable(this.languages.detectLanguage(uri)?.id ?? PLAIN_TEXT);
    }

    /** Returns the language id if the cloud can store it, otherwise plain text. */
    storable(languageId: string): string {
        return languageIdSchema.safeParse(languageId).success ? languageId : PLAIN_TEXT;
    }
}
