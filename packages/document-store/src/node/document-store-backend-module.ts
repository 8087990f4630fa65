// SPDX-License-Identifier: MIT

import { readCloudConfiguration } from '@sanyam/types';
import { BackendApplicationContribution } from '@theia/core/lib/node/backend-application';
import { ContainerModule } from '@theia/core/shared/inversify';
import { CloudConfigurationEndpoint } from './cloud-configuration-endpoint';

export default new ContainerModule(bind => {
    // Read here and not in the contribution: an error in a contribution is logged and survived, here it ends the start.
    const configuration = readCloudConfiguration(process.env);
    bind(CloudConfigurationEndpoint)
        .toDynamicValue(() => new CloudConfigurationEndpoint(configuration))
        .inSingletonScope();
    bind(BackendApplicationContribution).toService(CloudConfigurationEndpoint);
});
