// SPDX-License-Identifier: MIT

import '../../../src/browser/style/saving.css';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import type { interfaces } from '@theia/core/shared/inversify';
import { NotificationManager } from '@theia/messages/lib/browser/notifications-manager';
import { TextMerger } from '../merge/text-merger';
import { ClosableNotifications } from '../closable-notifications';
import { OpenNotices } from '../open-notices';
import { CloudCopies } from './cloud-copies';
import { ConflictAuthors } from './conflict-authors';
import { EditorBars } from './editor-bars';
import { MergeNotice } from './merge-notice';
import { PlanRoom } from './plan-room';
import { SaveConflictService } from './save-conflict-service';
import { SaveProblemService } from './save-problem-service';
import { SaveRemedies } from './save-remedies';
import { SaveServices } from './save-services';
import { StaleSignInNotices } from './stale-sign-in-notices';
import { TextComparison } from './text-comparison';
import { TextNames } from './text-names';
import { TextOwners } from './text-owners';
import { TextReconciler } from './text-reconciler';

/** How the texts of cloud documents are saved, and what happens when that fails. */
export function bindSaving(bind: interfaces.Bind, rebind: interfaces.Rebind): void {
    rebind(NotificationManager).to(ClosableNotifications).inSingletonScope();
    bind(TextMerger).toSelf().inSingletonScope();
    bind(TextComparison).toSelf().inSingletonScope();
    bind(TextNames).toSelf().inSingletonScope();
    bind(MergeNotice).toSelf().inSingletonScope();
    bind(TextReconciler).toSelf().inSingletonScope();
    bind(CloudCopies).toSelf().inSingletonScope();
    bind(ConflictAuthors).toSelf().inSingletonScope();
    bind(SaveConflictService).toSelf().inSingletonScope();
    bind(TextOwners).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(TextOwners);
    bind(PlanRoom).toSelf().inSingletonScope();
    bind(SaveRemedies).toSelf().inSingletonScope();
    bind(SaveProblemService).toSelf().inSingletonScope();
    bind(OpenNotices).toSelf().inSingletonScope();
    bind(StaleSignInNotices).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(StaleSignInNotices);
    bind(SaveServices).toDynamicValue(({ container }) => () => ({
        reconciler: container.get(TextReconciler),
        problems: container.get(SaveProblemService),
        owners: container.get(TextOwners)
    }));
    bind(EditorBars).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(EditorBars);
}
