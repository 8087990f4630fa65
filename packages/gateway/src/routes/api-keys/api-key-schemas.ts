// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { apiKeySchema, newApiKeySchema } from '@sanyam/types';

export const apiKey = z.object(apiKeySchema.shape).openapi('ApiKey');
export const newApiKey = z.object(newApiKeySchema.shape).openapi('NewApiKey');
