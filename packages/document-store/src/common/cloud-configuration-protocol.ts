// SPDX-License-Identifier: MIT

import { cloudConfigurationSchema } from '@sanyam/types';
import { z } from 'zod';

/** The path where the IDE backend serves the cloud configuration, so that one build works for all deployments. */
export const CLOUD_CONFIGURATION_PATH = '/sanyam/configuration';

/** The response. `cloud` is null if no cloud is configured. */
export const cloudConfigurationAnswerSchema = z.object({ cloud: cloudConfigurationSchema.nullable() });
export type CloudConfigurationAnswer = z.infer<typeof cloudConfigurationAnswerSchema>;
