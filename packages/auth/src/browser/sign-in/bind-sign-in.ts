// SPDX-License-Identifier: MIT

import { SignInService } from '@sanyam/types';
import { bindContributionProvider } from '@theia/core/lib/common/contribution-provider';
import type { interfaces } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { SignInMethodContribution } from '../../common/sign-in/methods/sign-in-method';
import { SignIn } from '../../common/sign-in/sign-in';
import { DialogSignInService } from './dialog-sign-in-service';
import { EmailSignInMethods } from './methods/email-sign-in-methods';
import { ProviderSignInMethods } from './methods/provider-sign-in-methods';

/** Binds the ways to sign in, and the dialog that shows them. */
export function bindSignIn(bind: interfaces.Bind): void {
    bind(SignIn)
        .toDynamicValue(({ container }) => new SignIn(container.get(SupabaseAuthSession)))
        .inSingletonScope();

    bindContributionProvider(bind, SignInMethodContribution);
    for (const methods of [EmailSignInMethods, ProviderSignInMethods]) {
        bind<SignInMethodContribution>(methods).toSelf().inSingletonScope();
        bind(SignInMethodContribution).toService(methods);
    }

    bind(DialogSignInService).toSelf().inSingletonScope();
    bind(SignInService).toService(DialogSignInService);
}
