// SPDX-License-Identifier: MIT

/** The key that signs tokens for API keys. Its kind also decides how sessions are verified. */
export type SigningKey = { readonly kind: 'secret'; readonly secret: string } | PrivateKey;

interface PrivateKey {
    readonly kind: 'private-key';
    readonly jwk: Readonly<Record<string, unknown>>;
}
