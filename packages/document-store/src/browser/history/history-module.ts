// SPDX-License-Identifier: MIT

import { LabelProviderContribution } from '@theia/core/lib/browser/label-provider';
import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import { ResourceResolver } from '@theia/core/lib/common/resource';
import type { interfaces } from '@theia/core/shared/inversify';
import { HistoryContribution } from './history-contribution';
import { HistoryService } from './history-service';
import { VersionActions } from './version-actions';
import { VersionLabelProvider } from './version-label-provider';
import { VersionResourceResolver } from './version-resource-resolver';

/** Binds the history of documents. Not called without a cloud. */
export function bindHistory(bind: interfaces.Bind): void {
    bind(VersionResourceResolver).toSelf().inSingletonScope();
    bind(ResourceResolver).toService(VersionResourceResolver);
    bind(VersionLabelProvider).toSelf().inSingletonScope();
    bind(LabelProviderContribution).toService(VersionLabelProvider);
    bind(VersionActions).toSelf().inSingletonScope();
    bind(HistoryService).toSelf().inSingletonScope();
    bind(HistoryContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(HistoryContribution);
    bind(MenuContribution).toService(HistoryContribution);
}
