// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { storableTextSchema } from './document-text';
import { hiddenCharacterProblem } from './hidden-characters';
import { isLongerThan, normalizedName } from './normal-form';
import { reportProblem } from './report-problem';

/** The maximum length of a label in characters, as the database has it. */
const MAX_LABEL_LENGTH = 100;

/**
 * Returns what is wrong with a label, as a sentence, or undefined. A label is a short name that a user gives to an API
 * key or a version. The database has the same rules.
 */
export function labelProblem(label: string): string | undefined {
    const normalized = normalizedName(label);
    if (normalized === '') {
        return 'Enter a name.';
    }
    if (isLongerThan(MAX_LABEL_LENGTH, normalized)) {
        return `A name can have at most ${MAX_LABEL_LENGTH} characters.`;
    }
    if (/\p{Cc}/u.test(normalized)) {
        return 'A name cannot contain a control character.';
    }
    return hiddenCharacterProblem(normalized);
}

/** A label. The database stores its normalized form, NFC. */
export const labelSchema = storableTextSchema.pipe(z.string().superRefine(reportProblem(labelProblem)));
