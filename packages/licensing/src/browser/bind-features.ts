// SPDX-License-Identifier: MIT

import { DatabaseSession } from '@sanyam/store';
import { AccountOverviewSource, FeatureContribution, FeatureGate } from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandContribution } from '@theia/core/lib/common/command';
import { bindContributionProvider, ContributionProvider } from '@theia/core/lib/common/contribution-provider';
import type { interfaces } from '@theia/core/shared/inversify';
import { DatabaseFeatureGate } from '../common/database-feature-gate';
import { LicenseValidator } from '../common/license-validator';
import { FeatureContextKeys } from './feature-context-keys';
import { LicenseCheckingSession } from './license-checking-session';
import { LicenseRefreshContribution } from './license-refresh-contribution';
import { RefreshLicenseCommand } from './refresh-license-command';

/** Binds the gate, what keeps its answers up to date, and the context keys. */
export function bindFeatures(bind: interfaces.Bind, onActivation: interfaces.Container['onActivation']): void {
    bind(LicenseValidator)
        .toDynamicValue(({ container }) => new LicenseValidator(container.get(AccountOverviewSource)))
        .inSingletonScope();
    onActivation<DatabaseSession>(
        DatabaseSession,
        ({ container }, session) => new LicenseCheckingSession(session, () => container.get(LicenseValidator))
    );
    bindContributionProvider(bind, FeatureContribution);
    bind(DatabaseFeatureGate)
        .toDynamicValue(
            ({ container }) =>
                new DatabaseFeatureGate(
                    container.get(LicenseValidator),
                    container
                        .getNamed<ContributionProvider<FeatureContribution>>(ContributionProvider, FeatureContribution)
                        .getContributions()
                )
        )
        .inSingletonScope();
    // Not `toService`, which hides the message of an invalid contribution.
    bind(FeatureGate).toDynamicValue(({ container }) => container.get(DatabaseFeatureGate));
    bind(LicenseRefreshContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(LicenseRefreshContribution);
    bind(FeatureContextKeys).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(FeatureContextKeys);
    bind(CommandContribution).to(RefreshLicenseCommand).inSingletonScope();
}
