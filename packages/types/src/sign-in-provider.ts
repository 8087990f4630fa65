// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** An entry of a company's SAML starts so. The domain of its addresses follows. */
const SAML = 'saml:';

const domainSchema = z
    .string()
    .max(253)
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, { error: 'names no domain such as saml:example.com' });

/** An entry of a provider that the administrator of the project defined starts so. */
const CUSTOM = 'custom:';

/** As Supabase Auth names its own: `github`, `linkedin_oidc`. */
const providerIdSchema = z
    .string()
    .max(100)
    .regex(/^[a-z0-9][a-z0-9_-]*$/, {
        error: 'has an invalid id: use small letters, such as github, custom:acme or saml:example.com'
    });

/** The ids that Supabase Auth takes for custom providers: 50 characters with the start, which can have more colons. */
const customIdSchema = z.string().regex(/^custom:[a-z0-9:-]{0,42}[a-z0-9]$/, {
    error: 'has an invalid id: after custom: it has up to 43 small letters, digits, hyphens and colons, and ends with a letter or a digit'
});

/** An identity provider that the operator announces: how the sign-in dialog shows it, and where it leads. */
export const signInProviderSchema = z.object({
    id: z.string().min(1),
    label: z.string().min(1).max(60).optional(),
    /** The name of a codicon. */
    icon: z
        .string()
        .regex(/^[a-z0-9-]+$/, { error: 'has an invalid icon: use the name of a codicon, such as github' })
        .optional(),
    /** The domain of a SAML provider. Without it, the provider speaks OAuth. */
    domain: domainSchema.optional()
});
export type SignInProvider = z.infer<typeof signInProviderSchema>;

/**
 * Reads the identity providers in `id|label|icon, …`, in their order. The label and the icon may be missing.
 *
 * @throws Error with a sentence that names the entry and the problem
 */
export function readSignInProviders(text: string): readonly SignInProvider[] {
    const entries = text
        .split(',')
        .map(entry => entry.trim())
        .filter(entry => entry !== '');
    const providers = entries.map(readEntry);
    providers.forEach(({ id }, index) => {
        if (providers.findIndex(other => other.id === id) !== index) {
            throw new Error(`has the id of “${entries[index]}” twice`);
        }
    });
    return providers;
}

function readEntry(entry: string): SignInProvider {
    const [id = '', label = '', icon = '', ...rest] = entry.split('|').map(part => part.trim());
    if (rest.length > 0) {
        throw new Error(`has the invalid entry “${entry}”: it has more than an id, a label and an icon`);
    }
    const isSaml = id.startsWith(SAML);
    const domain = isSaml ? { domain: id.slice(SAML.length) } : {};
    const idSchema = id.startsWith(CUSTOM) ? customIdSchema : providerIdSchema;
    const schema = isSaml ? signInProviderSchema : signInProviderSchema.extend({ id: idSchema });
    const parsed = schema.safeParse({ id, ...domain, ...(label && { label }), ...(icon && { icon }) });
    if (!parsed.success) {
        throw new Error(`has the invalid entry “${entry}”: it ${parsed.error.issues[0]?.message ?? 'is invalid'}`);
    }
    return parsed.data;
}
