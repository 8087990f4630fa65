// SPDX-License-Identifier: MIT

import { detailsSchemaOf, isErrorCode } from '@sanyam/types';
import { z } from 'zod';

/** In an error of the database, each field has one message. The gateway makes a list of it. */
const databaseDetailsSchema = z.record(z.string(), z.unknown()).transform(details => {
    const fields = z.record(z.string(), z.string()).safeParse(details['fields']);
    return fields.success
        ? { ...details, fields: Object.fromEntries(Object.entries(fields.data).map(([name, text]) => [name, [text]])) }
        : details;
});

/**
 * Checks an error that the database's functions raised. Its details must be as `ERRORS` declares them, because clients
 * read them by that schema. Does nothing for other errors.
 *
 * @param code the message of PostgREST's error
 * @throws Error with the details and what is wrong with them
 */
export function requireDocumentedDetails(code: string, details: string | null): void {
    if (!isErrorCode(code)) {
        return;
    }
    const schema = (detailsSchemaOf(code) ?? z.object({})).strict();
    const { error } = databaseDetailsSchema.pipe(schema).safeParse(JSON.parse(details || '{}'));
    if (error !== undefined) {
        throw new Error(`The details of ${code} are not as documented: ${details}\n${z.prettifyError(error)}`);
    }
}
