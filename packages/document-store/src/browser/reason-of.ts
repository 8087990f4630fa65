// SPDX-License-Identifier: MIT

import { CloudError, ERRORS } from '@sanyam/types';
import { z } from 'zod';
import { inDisplayLanguage, translationOf } from './sentences/in-display-language';

/** The sentences of VALIDATION_ERROR: the database has one a field, `@sanyam/store` several. */
const fieldsSchema = z.object({ fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])) });

/** Codes that only the gateway has: its sentences are English. The IDE itself says why in its own language. */
const OF_THE_GATEWAY: ReadonlySet<string> = new Set(['PAYMENT_SERVICE_REFUSED']);

/**
 * Returns why something failed, as a sentence for the user, in the language of the IDE if it is one of Sanyam's own. The
 * gateway can say it in words that this release does not know: then it is the sentence of the code.
 */
export function reasonOf(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    return translationOf(message) ?? translatedFields(error) ?? sentenceOfCode(error) ?? message;
}

function sentenceOfCode(error: unknown): string | undefined {
    return CloudError.is(error) && OF_THE_GATEWAY.has(error.code)
        ? translationOf(ERRORS[error.code].sentence)
        : undefined;
}

/** The message of VALIDATION_ERROR has the sentences of all fields, one after the other. */
function translatedFields(error: unknown): string | undefined {
    const { fields } = (CloudError.is(error, 'VALIDATION_ERROR') && fieldsSchema.safeParse(error.details).data) || {};
    return fields && Object.values(fields).flat().map(inDisplayLanguage).join(' ');
}
