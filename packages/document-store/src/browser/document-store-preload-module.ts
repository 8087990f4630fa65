// SPDX-License-Identifier: MIT

import { CloudConfiguration } from '@sanyam/types';
import { PreloadContribution } from '@theia/core/lib/browser/preload/preloader';
import { ContainerModule } from '@theia/core/shared/inversify';
import { CloudConfigurationPreloadContribution } from './cloud-configuration-preload-contribution';
import { DeepLinkPreloadContribution } from './deep-link/deep-link-preload-contribution';

export default new ContainerModule(bind => {
    bind(PreloadContribution)
        .toDynamicValue(
            ({ container }) =>
                new CloudConfigurationPreloadContribution(configuration => {
                    container.bind(CloudConfiguration).toConstantValue(configuration);
                })
        )
        .inSingletonScope();
    bind(PreloadContribution).to(DeepLinkPreloadContribution).inSingletonScope();
});
