// SPDX-License-Identifier: MIT

import { cloudConfigurationSchema } from '@sanyam/types';
import { z } from 'zod';

/** Where the IDE's backend says which cloud this deployment uses, so that one build serves every deployment. */
export const CLOUD_CONFIGURATION_PATH = '/sanyam/configuration';

/** The answer: `null` where there is no cloud. */
export const cloudConfigurationAnswerSchema = z.object({ cloud: cloudConfigurationSchema.nullable() });
export type CloudConfigurationAnswer = z.infer<typeof cloudConfigurationAnswerSchema>;
