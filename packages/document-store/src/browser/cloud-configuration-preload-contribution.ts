// SPDX-License-Identifier: MIT

import type { CloudConfiguration } from '@sanyam/types';
import { Endpoint } from '@theia/core/lib/browser/endpoint';
import type { PreloadContribution } from '@theia/core/lib/browser/preload/preloader';
import { CLOUD_CONFIGURATION_PATH, cloudConfigurationAnswerSchema } from '../common/cloud-configuration-protocol';

/** Learns from the backend whether there is a cloud, before the first frontend module decides what to bind. */
export class CloudConfigurationPreloadContribution implements PreloadContribution {
    constructor(private readonly bindConfiguration: (configuration: CloudConfiguration) => void) {}

    /** Never rejects: Theia would not say so. Without an answer the IDE works as one without a cloud. */
    async initialize(): Promise<void> {
        try {
            const response = await fetch(new Endpoint({ path: CLOUD_CONFIGURATION_PATH }).getRestUrl().toString());
            if (!response.ok) {
                throw new Error(`HTTP ${response.status}`);
            }
            const { cloud } = cloudConfigurationAnswerSchema.parse(await response.json());
            if (cloud) {
                this.bindConfiguration(cloud);
            }
        } catch (error) {
            console.error('The IDE’s backend did not say which cloud to use; reload the page to try again.', error);
        }
    }
}
