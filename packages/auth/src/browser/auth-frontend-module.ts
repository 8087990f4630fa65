// SPDX-License-Identifier: MIT

import '../../src/browser/style/sign-in-dialog.css';
import { AuthSession, CloudConfiguration } from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { CommandContribution } from '@theia/core/lib/common/command';
import { MenuContribution } from '@theia/core/lib/common/menu';
import { ContainerModule } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../common/session/supabase-auth-session';
import { AccountCommandContribution } from './account/account-command-contribution';
import { AccountQuickPick } from './account/account-quick-pick';
import { AccountStatusBarContribution } from './account/account-status-bar-contribution';
import { SignOutActions } from './account/sign-out-actions';
import { bindAuthentication } from './account/authentication/bind-authentication';
import { bindAccountPage } from './account/page/bind-account-page';
import { bindApiKeys } from './api-keys/bind-api-keys';
import { bindSignIn } from './sign-in/bind-sign-in';
import { EncryptedSessionVault } from './session/encrypted-session-vault';
import { FallbackSessionVault, OpenSessionVault } from './session/fallback-session-vault';
import { SessionAtOnline } from './session/session-at-online';
import { SessionNoticeContribution } from './session/session-notice-contribution';

export default new ContainerModule((bind, _unbind, isBound) => {
    if (!isBound(CloudConfiguration)) {
        return;
    }
    bind<OpenSessionVault>(OpenSessionVault).toConstantValue(() => EncryptedSessionVault.open(indexedDB));
    bind(FallbackSessionVault)
        .toDynamicValue(({ container }) => new FallbackSessionVault(container.get<OpenSessionVault>(OpenSessionVault)))
        .inSingletonScope();
    bind(SupabaseAuthSession)
        .toDynamicValue(
            ({ container }) =>
                new SupabaseAuthSession({
                    configuration: container.get<CloudConfiguration>(CloudConfiguration),
                    vault: container.get(FallbackSessionVault),
                    fetch: (input, init) => fetch(input, init)
                })
        )
        .inSingletonScope();
    bind(AuthSession).toService(SupabaseAuthSession);
    bindSignIn(bind);
    bind(SignOutActions).toSelf().inSingletonScope();
    bind(AccountQuickPick).toSelf().inSingletonScope();

    bind(AccountCommandContribution).toSelf().inSingletonScope();
    bind(CommandContribution).toService(AccountCommandContribution);
    bind(MenuContribution).toService(AccountCommandContribution);

    bindAccountPage(bind);
    bindAuthentication(bind);
    bindApiKeys(bind);

    bind(AccountStatusBarContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(AccountStatusBarContribution);

    bind(FrontendApplicationContribution).to(SessionAtOnline).inSingletonScope();
    bind(SessionNoticeContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(SessionNoticeContribution);
});
