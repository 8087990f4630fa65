// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { ENGLISH_SENTENCES } from './english-sentences';
import { translatedSize } from './shown-size';

/**
 * Returns a sentence of the cloud, or of the code below the IDE, in the language of the IDE. They say it in English. A
 * sentence that this release does not know comes back as it is.
 */
export function inDisplayLanguage(sentence: string): string {
    return translationOf(sentence) ?? sentence;
}

/** Returns the translation of a sentence; undefined if this release does not know the sentence. */
export function translationOf(sentence: string): string | undefined {
    // Most users read English: for them, nothing has to be found.
    if (nls.localization === undefined) {
        return sentence;
    }
    for (const { key, english, pattern } of ENGLISH_SENTENCES) {
        const values = pattern.exec(sentence);
        if (values !== null) {
            return nls.localize(key, english, ...values.slice(1).map(valueInDisplayLanguage));
        }
    }
    return undefined;
}

/** A value of a sentence can be a sentence itself, or a size. */
function valueInDisplayLanguage(value: string): string {
    return translatedSize(value) ?? inDisplayLanguage(value);
}
