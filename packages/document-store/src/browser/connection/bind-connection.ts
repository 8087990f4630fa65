// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandContribution } from '@theia/core/lib/common/command';
import type { interfaces } from '@theia/core/shared/inversify';
import { CloudConnection } from './cloud-connection';
import { OnlineRequirement } from './online-requirement';
import { OnlineStatusContribution } from './online-status-contribution';

/** Binds what knows whether the cloud can be reached. */
export function bindConnection(bind: interfaces.Bind): void {
    bind(CloudConnection).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(CloudConnection);
    bind(OnlineRequirement).toSelf().inSingletonScope();
    bind(OnlineStatusContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(OnlineStatusContribution);
    bind(CommandContribution).toService(OnlineStatusContribution);
}
