// SPDX-License-Identifier: MIT

import { orExit, readCloudConfiguration } from '@sanyam/types';
import { BackendApplicationContribution } from '@theia/core/lib/node/backend-application';
import { LocalizationContribution } from '@theia/core/lib/node/i18n/localization-contribution';
import { ContainerModule } from '@theia/core/shared/inversify';
import { SearchInWorkspaceServer } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { WorkspaceHandlerContribution } from '@theia/workspace/lib/node/default-workspace-server';
import { CloudConfigurationEndpoint } from './cloud-configuration-endpoint';
import { GermanLocalization } from './german-localization';
import { CloudWorkspaceHandler } from './cloud-workspace-handler';
import { LocalSearchServer } from './search/local-search-server';

export default new ContainerModule((bind, _unbind, isBound, rebind) => {
    // Theia only logs an error of a contribution, so this reads the settings here.
    const configuration = orExit(
        () => readCloudConfiguration(process.env),
        code => process.exit(code)
    );
    bind(CloudConfigurationEndpoint)
        .toDynamicValue(() => new CloudConfigurationEndpoint(configuration))
        .inSingletonScope();
    bind(BackendApplicationContribution).toService(CloudConfigurationEndpoint);
    bind(LocalizationContribution).to(GermanLocalization).inSingletonScope();
    bind(CloudWorkspaceHandler).toSelf().inSingletonScope();
    bind(WorkspaceHandlerContribution).toService(CloudWorkspaceHandler);
    // Only an application has Theia's Search view.
    if (isBound(SearchInWorkspaceServer)) {
        rebind(SearchInWorkspaceServer).to(LocalSearchServer);
    }
});
