// SPDX-License-Identifier: MIT

import { CloudConfiguration } from '@sanyam/types';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { AuthSettings } from '../../../common/sign-in/auth-settings';
import { providerMethods } from '../../../common/sign-in/methods/provider-methods';
import type { SignInMethod, SignInMethodContribution } from '../../../common/sign-in/methods/sign-in-method';

/** Offers the identity providers of the auth server, as the operator announces them. */
@injectable()
export class ProviderSignInMethods implements SignInMethodContribution {
    @inject(CloudConfiguration)
    protected readonly configuration: CloudConfiguration;

    methods(settings: AuthSettings): readonly SignInMethod[] {
        return providerMethods(settings, this.configuration.signInProviders);
    }
}
