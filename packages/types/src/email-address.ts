// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { storableTextSchema } from './document-text';

/** An email address. The rule is the database's, so that every existing address is valid. */
export const emailAddressSchema = storableTextSchema.pipe(
    z
        .string()
        .trim()
        .max(254, 'An email address can have at most 254 characters.')
        .regex(/^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u, 'Enter a valid email address.')
);
