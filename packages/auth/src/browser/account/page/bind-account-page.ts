// SPDX-License-Identifier: MIT

import '../../../../src/browser/style/account-page.css';
import { bindViewContribution } from '@theia/core/lib/browser/shell/view-contribution';
import { WidgetFactory } from '@theia/core/lib/browser/widget-manager';
import type { interfaces } from '@theia/core/shared/inversify';
import { AccountClient } from '../../../common/account/user-account';
import { SupabaseAuthSession } from '../../../common/session/supabase-auth-session';
import { ReturnAddress } from '../../sign-in/provider-visit';
import { AccountPageActions } from './account-page-actions';
import { AccountPageContribution } from './account-page-contribution';
import { AccountPageModel } from './account-page-model';
import { AccountPageWidget } from './account-page-widget';
import { DevicesModel } from './devices-model';
import { WaysInModel } from './ways-in-model';

/** Binds the page about the account. */
export function bindAccountPage(bind: interfaces.Bind): void {
    bind(AccountClient)
        .toDynamicValue(
            ({ container }) =>
                new AccountClient(container.get(SupabaseAuthSession), container.get<ReturnAddress>(ReturnAddress))
        )
        .inSingletonScope();
    bind(AccountPageModel).toSelf().inSingletonScope();
    bind(WaysInModel).toSelf().inSingletonScope();
    bind(DevicesModel).toSelf().inSingletonScope();
    bind(AccountPageActions).toSelf().inSingletonScope();
    bind(AccountPageWidget).toSelf();
    bind(WidgetFactory).toDynamicValue(({ container }) => ({
        id: AccountPageWidget.ID,
        createWidget: () => container.get(AccountPageWidget)
    }));
    bindViewContribution(bind, AccountPageContribution);
}
