// SPDX-License-Identifier: MIT

import { z } from 'zod';

const SENTENCE = 'A key has 1 to 255 characters.';

/** The key of a request that may be repeated: the same key and request have the same answer and one effect. */
export const idempotencyKeySchema = z.string().min(1, SENTENCE).max(255, SENTENCE);
