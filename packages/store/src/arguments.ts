// SPDX-License-Identifier: MIT

import { MAX_VERSION } from '@sanyam/types';
import { z } from 'zod';

// Arguments that several functions take. The database checks them again. These checks report an error before the
// request is sent, and refuse text that JSON or PostgreSQL would change.

/** A page of a list. */
export interface PageQuery {
    /** 20 by default, at most 100. */
    readonly page_size?: number;
    readonly cursor?: string;
    /** The side of the cursor on which the page lies; `next` by default. */
    readonly direction?: 'next' | 'prev';
}

export const pageQuerySchema = z.object({
    page_size: z.int().optional(),
    cursor: z.string().optional(),
    direction: z.enum(['next', 'prev']).optional()
});

export const idSchema = z.guid('This is not a valid id.');
export const documentReferenceSchema = z.object({ document_id: idSchema });

export const baseVersionSchema = z.int().min(0).max(MAX_VERSION).optional();
export const documentAtVersionSchema = documentReferenceSchema.extend({ base_version: baseVersionSchema });
