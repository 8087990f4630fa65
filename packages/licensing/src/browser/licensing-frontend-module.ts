// SPDX-License-Identifier: MIT

import { AccountOverviewSource, CloudConfiguration, FeatureGate } from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { ContainerModule } from '@theia/core/shared/inversify';
import { DatabaseFeatureGate } from '../common/database-feature-gate';
import { LicenseValidator } from '../common/license-validator';
import { LicenseRefreshContribution } from './license-refresh-contribution';

export default new ContainerModule((bind, _unbind, isBound) => {
    if (!isBound(CloudConfiguration)) {
        return;
    }
    bind(LicenseValidator)
        .toDynamicValue(({ container }) => new LicenseValidator(container.get(AccountOverviewSource)))
        .inSingletonScope();
    bind(FeatureGate)
        .toDynamicValue(({ container }) => new DatabaseFeatureGate(container.get(LicenseValidator)))
        .inSingletonScope();
    bind(LicenseRefreshContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(LicenseRefreshContribution);
});
