// SPDX-License-Identifier: MIT

import { readCloudConfiguration } from '@sanyam/types';
import { BackendApplicationContribution } from '@theia/core/lib/node/backend-application';
import { ContainerModule } from '@theia/core/shared/inversify';
import { CloudConfigurationEndpoint } from './cloud-configuration-endpoint';

export default new ContainerModule(bind => {
    // Read it here, because Theia only logs an error in a contribution. An error here stops the backend.
    const configuration = readCloudConfiguration(process.env);
    bind(CloudConfigurationEndpoint)
        .toDynamicValue(() => new CloudConfigurationEndpoint(configuration))
        .inSingletonScope();
    bind(BackendApplicationContribution).toService(CloudConfigurationEndpoint);
});
