// SPDX-License-Identifier: MIT

import { SignInService } from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { bindContributionProvider } from '@theia/core/lib/common/contribution-provider';
import type { interfaces } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { SignInMethodContribution } from '../../common/sign-in/methods/sign-in-method';
import { SignIn } from '../../common/sign-in/sign-in';
import { returnAddress } from '../../common/sign-in/sign-in-return';
import { DialogSignInService } from './dialog-sign-in-service';
import { EmailSignInMethods } from './methods/email-sign-in-methods';
import { ProviderSignInMethods } from './methods/provider-sign-in-methods';
import { ProviderVisit, ReturnAddress, VisitInThisWindow } from './provider-visit';
import { ReturnedSignIn } from './return/returned-sign-in';
import { SignInReturnContribution } from './return/sign-in-return-contribution';

/** Binds the ways to sign in, and the dialog that shows them. */
export function bindSignIn(bind: interfaces.Bind): void {
    bind<ReturnAddress>(ReturnAddress).toConstantValue(purpose => returnAddress(window.location, purpose));
    bind(ProviderVisit).to(VisitInThisWindow).inSingletonScope();
    bind(SignIn)
        .toDynamicValue(
            ({ container }) =>
                new SignIn(container.get(SupabaseAuthSession), container.get<ReturnAddress>(ReturnAddress))
        )
        .inSingletonScope();

    bindContributionProvider(bind, SignInMethodContribution);
    for (const methods of [EmailSignInMethods, ProviderSignInMethods]) {
        bind<SignInMethodContribution>(methods).toSelf().inSingletonScope();
        bind(SignInMethodContribution).toService(methods);
    }

    bind(DialogSignInService).toSelf().inSingletonScope();
    bind(SignInService).toService(DialogSignInService);

    bind(ReturnedSignIn).toSelf().inSingletonScope();
    bind(SignInReturnContribution).toSelf().inSingletonScope();
    bind(FrontendApplicationContribution).toService(SignInReturnContribution);
}
