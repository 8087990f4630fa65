// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { storableTextSchema } from './document-text';

/** The database's own rule, so that no existing address is refused here. */
export const emailAddressSchema = storableTextSchema.pipe(
    z
        .string()
        .trim()
        .max(254, 'An e-mail address has at most 254 characters.')
        .regex(/^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u, 'This is not an e-mail address.')
);
