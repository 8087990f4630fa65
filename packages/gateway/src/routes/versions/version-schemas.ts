// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { documentVersionSchema, documentVersionWithContentSchema } from '@sanyam/types';

export const documentVersion = z.object(documentVersionSchema.shape).openapi('Version');
export const documentVersionWithContent = z
    .object(documentVersionWithContentSchema.shape)
    .openapi('VersionWithContent');
