// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { MenuContribution } from '@theia/core/lib/common/menu';
import type { interfaces } from '@theia/core/shared/inversify';
import { AuthenticationContribution } from './authentication-contribution';
import { SanyamAuthenticationProvider } from './sanyam-authentication-provider';

/** Binds the session for Theia's menu of accounts, and for extensions. */
export function bindAuthentication(bind: interfaces.Bind): void {
    bind(SanyamAuthenticationProvider).toSelf().inSingletonScope();
    bind(AuthenticationContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(AuthenticationContribution);
    bind(MenuContribution).toService(AuthenticationContribution);
}
