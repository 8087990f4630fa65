// SPDX-License-Identifier: MIT

import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import type { interfaces } from '@theia/core/shared/inversify';
import { ExportContribution } from './export-contribution';
import { ExportService } from './export-service';

/** Binds the export. Not called without a cloud. */
export function bindExport(bind: interfaces.Bind): void {
    bind(ExportService).toSelf().inSingletonScope();
    bind(ExportContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(ExportContribution);
    bind(MenuContribution).toService(ExportContribution);
}
