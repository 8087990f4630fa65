// SPDX-License-Identifier: MIT

import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import type { interfaces } from '@theia/core/shared/inversify';
import { RestoreDocumentService } from './restore-document-service';
import { TrashActions } from './trash-actions';
import { TrashContribution } from './trash-contribution';

/** Binds the trash. Not called without a cloud. */
export function bindTrash(bind: interfaces.Bind): void {
    bind(TrashActions).toSelf().inSingletonScope();
    bind(RestoreDocumentService).toSelf().inSingletonScope();
    bind(TrashContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(TrashContribution);
    bind(MenuContribution).toService(TrashContribution);
}
