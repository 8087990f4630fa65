// SPDX-License-Identifier: MIT

import { readCloudConfiguration, type CloudConfiguration } from '@sanyam/types';
import { BackendApplicationContribution } from '@theia/core/lib/node/backend-application';
import { ContainerModule } from '@theia/core/shared/inversify';
import { CloudConfigurationEndpoint } from './cloud-configuration-endpoint';

export default new ContainerModule(bind => {
    const configuration = configurationOrExit();
    bind(CloudConfigurationEndpoint)
        .toDynamicValue(() => new CloudConfigurationEndpoint(configuration))
        .inSingletonScope();
    bind(BackendApplicationContribution).toService(CloudConfigurationEndpoint);
});

/** Theia only logs an error of a contribution, and prints an error here with two stack traces, in which it gets lost. */
function configurationOrExit(): CloudConfiguration | undefined {
    try {
        return readCloudConfiguration(process.env);
    } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        process.exit(1);
    }
}
