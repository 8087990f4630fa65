// SPDX-License-Identifier: MIT

import type { SignInProvider } from '@sanyam/types';
import type { AuthSettings } from '../auth-settings';
import type { RedirectMethod } from './sign-in-method';

/** The codicon of a provider without an icon of its own. */
const NEUTRAL_ICON = 'account';

/**
 * Returns the identity providers on offer. Announced ones have their order, their label and their icon. One that is
 * switched off on the auth server is left out. One that the server does not list, such as `custom:acme`, is shown.
 *
 * @param announced by the operator; without it, all that the auth server has switched on
 */
export function providerMethods(
    { providers, offersSaml, tiersOf }: AuthSettings,
    announced: readonly SignInProvider[] | undefined
): readonly RedirectMethod[] {
    const wanted = announced ?? [...providers].filter(([, isOn]) => isOn).map(([id]): SignInProvider => ({ id }));
    return wanted
        .filter(({ id, domain }) => (domain === undefined ? providers.get(id) !== false : offersSaml))
        .map(({ id, label, icon = NEUTRAL_ICON, domain }) =>
            domain === undefined
                ? { kind: 'oauth', id, provider: id, label: label ?? nameOf(id), icon, ...tiersIn(tiersOf?.get(id)) }
                : { kind: 'sso', id, domain, label: label ?? domain, icon }
        );
}

function tiersIn(tiers: readonly string[] | undefined): { tiers?: string[] } {
    return tiers === undefined ? {} : { tiers: [...tiers] };
}

/**
 * Returns the name of a provider: the announced one, or the one in its id. For SAML, the id is `sso:` and a number of the
 * server, which nobody announces.
 */
export function providerLabel(id: string, announced: readonly SignInProvider[] | undefined): string {
    if (id.startsWith('sso:')) {
        return 'SAML';
    }
    return announced?.find(provider => provider.id === id)?.label ?? nameOf(id);
}

/** Returns the name in an id: “Linkedin Oidc” for `linkedin_oidc`. */
function nameOf(id: string): string {
    return id
        .replace(/^custom:/, '')
        .split(/[_-]/)
        .filter(word => word !== '')
        .map(word => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
        .join(' ');
}
