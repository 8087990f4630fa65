// SPDX-License-Identifier: MIT

import { LeavePreparation } from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandContribution } from '@theia/core/lib/common/command';
import type { interfaces } from '@theia/core/shared/inversify';
import { DraftOffer } from './draft-offer';
import { DraftRestorer } from './draft-restorer';
import { DraftService } from './draft-service';

/** How unsaved text survives a crash. Untitled documents have drafts also without a cloud. */
export function bindDrafts(bind: interfaces.Bind): void {
    bind(DraftService).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(DraftService);
    bind(LeavePreparation).toService(DraftService);
    bind(DraftRestorer).toSelf().inSingletonScope();
    bind(DraftOffer).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(DraftOffer);
    bind(CommandContribution).toService(DraftOffer);
}
