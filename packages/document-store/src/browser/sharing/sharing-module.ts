// SPDX-License-Identifier: MIT

import '../../../src/browser/sharing/style/share-dialog.css';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import type { interfaces } from '@theia/core/shared/inversify';
import { BlockedOwners } from './blocked-owners';
import { GivenShares } from './given-shares';
import { LeaveShares } from './leave-shares';
import { MySharing } from './my-sharing';
import { OwnershipOffers } from './ownership-offers';
import { ShareNewsContribution } from './share-news-contribution';
import { ShareService } from './share-service';
import { SharingContribution } from './sharing-contribution';
import { SharingPlan } from './sharing-plan';
import { TransferNews } from './transfer-news';

/** Binds sharing. Not called without a cloud. */
export function bindSharing(bind: interfaces.Bind): void {
    bind(SharingPlan).toSelf().inSingletonScope();
    bind(ShareService).toSelf().inSingletonScope();
    bind(MySharing).toSelf().inSingletonScope();
    bind(BlockedOwners).toSelf().inSingletonScope();
    bind(GivenShares).toSelf().inSingletonScope();
    bind(LeaveShares).toSelf().inSingletonScope();
    bind(OwnershipOffers).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).to(ShareNewsContribution).inSingletonScope();
    bind(FrontendApplicationContribution).to(TransferNews).inSingletonScope();
    bind(SharingContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(SharingContribution);
    bind(MenuContribution).toService(SharingContribution);
}
