// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { dataOf } from '../answers';

/** The answer of an operation that leads to a page of the payment service. */
export const pageToOpen = dataOf(
    z.object({ url: z.url().openapi({ description: 'A page of the payment service. Open it in a browser.' }) })
);
