// SPDX-License-Identifier: MIT

import { z } from 'zod';
import type { AuthSettings } from '../auth-settings';

const common = {
    id: z.string().min(1),
    /** In the language of the user. */
    label: z.string().min(1),
    /** The name of a codicon. */
    icon: z.string().regex(/^[a-z0-9-]+$/)
};

/** A way to sign in, as data: the sign-in dialog knows the kinds, and no provider. */
export const signInMethodSchema = z.discriminatedUnion('kind', [
    /** With email and password. `signUp`: new users may sign up so. */
    z.object({ ...common, kind: z.literal('password'), signUp: z.boolean() }),
    /** With the link of a mail, or the code in it. */
    z.object({ ...common, kind: z.literal('link') }),
    /** At an identity provider of the auth server. `tiers`: those that have it, if not all have it. */
    z.object({
        ...common,
        kind: z.literal('oauth'),
        provider: z.string().min(1),
        tiers: z.array(z.string()).optional()
    }),
    /** At the identity provider of a company (SAML), which the auth server knows by the domain of its addresses. */
    z.object({ ...common, kind: z.literal('sso'), domain: z.string().min(1) })
]);
export type SignInMethod = z.infer<typeof signInMethodSchema>;

/** A way to sign in at another page, which leads back. */
export type RedirectMethod = Extract<SignInMethod, { kind: 'oauth' | 'sso' }>;

/** Offers ways to sign in. Bind any number of them. */
export const SignInMethodContribution = Symbol('SignInMethodContribution');
export interface SignInMethodContribution {
    /** Returns the ways to sign in that the auth server offers, in their order. Asked whenever the dialog opens. */
    methods(settings: AuthSettings): readonly SignInMethod[];
}

/** Returns the ways to sign in of all contributions. One that is invalid is left out, and so is a second one of an id. */
export function collectMethods(
    contributions: readonly SignInMethodContribution[],
    settings: AuthSettings
): readonly SignInMethod[] {
    const methods = new Map<string, SignInMethod>();
    for (const given of contributions.flatMap(contribution => contribution.methods(settings))) {
        const parsed = signInMethodSchema.safeParse(given);
        if (!parsed.success) {
            console.error('A way to sign in is invalid.', parsed.error);
        } else if (!methods.has(parsed.data.id)) {
            methods.set(parsed.data.id, parsed.data);
        }
    }
    return [...methods.values()];
}
