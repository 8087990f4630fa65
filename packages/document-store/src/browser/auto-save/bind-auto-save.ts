// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandContribution } from '@theia/core/lib/common/command';
import { PreferenceContribution } from '@theia/core/lib/common/preferences';
import type { interfaces } from '@theia/core/shared/inversify';
import { autoSavePreferences } from './auto-save-preferences';
import { AutoSaveService } from './auto-save-service';
import { SyncStatusContribution } from './sync-status-contribution';

/** How cloud documents are saved without the user, and what the status bar says about it. */
export function bindAutoSave(bind: interfaces.Bind): void {
    bind(PreferenceContribution).toConstantValue(autoSavePreferences);
    bind(AutoSaveService).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(AutoSaveService);
    bind(SyncStatusContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(SyncStatusContribution);
    bind(CommandContribution).toService(SyncStatusContribution);
}
