// SPDX-License-Identifier: MIT

import type { CloudConfiguration } from '@sanyam/types';
import { Endpoint } from '@theia/core/lib/browser/endpoint';
import type { PreloadContribution } from '@theia/core/lib/browser/preload/preloader';
import { CLOUD_CONFIGURATION_PATH, cloudConfigurationAnswerSchema } from '../common/cloud-configuration-protocol';

/** Asks the backend for the cloud configuration before frontend modules are loaded, because their bindings depend on it. */
export class CloudConfigurationPreloadContribution implements PreloadContribution {
    constructor(private readonly bindConfiguration: (configuration: CloudConfiguration) => void) {}

    /** Never rejects, because Theia would not report it. After a failure the IDE starts without a cloud. */
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
            console.error(
                'Could not get the cloud configuration from the IDE backend. Reload the page to try again.',
                error
            );
        }
    }
}
