// SPDX-License-Identifier: MIT

import type { AuthRequestHandler } from '../auth-context.js';
import { AuthError } from '../auth-error.js';

/** Refuses SAML, as Supabase Auth does where it is off. */
export const singleSignOn: AuthRequestHandler = async () => {
    throw new AuthError(404, 'saml_provider_disabled', 'SAML 2.0 is disabled');
};
