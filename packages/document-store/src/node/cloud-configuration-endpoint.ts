// SPDX-License-Identifier: MIT

import type { CloudConfiguration } from '@sanyam/types';
import { BackendApplicationContribution } from '@theia/core/lib/node/backend-application';
import type { Application } from '@theia/core/shared/express';
import { injectable } from '@theia/core/shared/inversify';
import { CLOUD_CONFIGURATION_PATH, type CloudConfigurationAnswer } from '../common/cloud-configuration-protocol';

/** Serves the public cloud configuration, which is the same for all windows and users of this backend. */
@injectable()
export class CloudConfigurationEndpoint implements BackendApplicationContribution {
    constructor(private readonly configuration: CloudConfiguration | undefined) {}

    configure(application: Application): void {
        const answer: CloudConfigurationAnswer = { cloud: this.configuration ?? null };
        application.get(CLOUD_CONFIGURATION_PATH, (_request, response) => {
            response.set('Cache-Control', 'no-store').json(answer);
        });
    }
}
