// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { documentShareSchema } from '@sanyam/types';

export const endedShares = z.object({ ended: z.int().nonnegative() }).openapi('EndedShares');
export const documentShare = z.object(documentShareSchema.shape).openapi('Share');
