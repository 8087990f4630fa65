// SPDX-License-Identifier: MIT

import type { CloudConfiguration } from '@sanyam/types';
import { Endpoint } from '@theia/core/lib/browser/endpoint';
import type { PreloadContribution } from '@theia/core/lib/browser/preload/preloader';
import { CLOUD_CONFIGURATION_PATH, cloudConfigurationAnswerSchema } from '../common/cloud-configuration-protocol';

/** Learns from the backend whether there is a cloud, before the first frontend module decides what to bind. */
export class CloudConfigurationPreloadContribution implements PreloadContribution {
    constructor(private readonly bindConfiguration: (configuration: CloudConfiguration) => void) {}

    async initialize(): Promise<void> {
        const response = await fetch(new Endpoint({ path: CLOUD_CONFIGURATION_PATH }).getRestUrl().toString());
        const { cloud } = cloudConfigurationAnswerSchema.parse(await response.json());
        if (cloud) {
            this.bindConfiguration(cloud);
        }
    }
}
