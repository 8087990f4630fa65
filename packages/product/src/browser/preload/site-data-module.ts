// SPDX-License-Identifier: MIT

import { ContainerModule } from '@theia/core/shared/inversify';
import { isSiteDataBlocked, tellBlockedSiteData } from './site-data';

/** Runs before the rest of the IDE is loaded. */
export default new ContainerModule(() => {
    if (isSiteDataBlocked(window)) {
        tellBlockedSiteData(document, navigator.language);
    }
});
