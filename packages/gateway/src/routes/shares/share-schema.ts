// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { documentShareSchema } from '@sanyam/types';

export const documentShare = z.object(documentShareSchema.shape).openapi('Share');
