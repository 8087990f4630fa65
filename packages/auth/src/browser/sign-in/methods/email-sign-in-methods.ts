// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { injectable } from '@theia/core/shared/inversify';
import type { AuthSettings } from '../../../common/sign-in/auth-settings';
import type { SignInMethod, SignInMethodContribution } from '../../../common/sign-in/methods/sign-in-method';

/** Offers the password, and the link by mail, if the auth server takes addresses. */
@injectable()
export class EmailSignInMethods implements SignInMethodContribution {
    methods({ offersEmail, offersSignUp }: AuthSettings): readonly SignInMethod[] {
        return offersEmail
            ? [
                  {
                      kind: 'password',
                      id: 'password',
                      label: nls.localize('sanyam/auth/password', 'Password'),
                      icon: 'key',
                      signUp: offersSignUp
                  },
                  {
                      kind: 'link',
                      id: 'link',
                      label: nls.localize('sanyam/auth/linkByMail', 'Email Me a Link'),
                      icon: 'mail'
                  }
              ]
            : [];
    }
}
