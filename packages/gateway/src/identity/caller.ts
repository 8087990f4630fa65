// SPDX-License-Identifier: MIT

/**
 * The credentials of a request: a session's access token, already verified, or an API key, not yet verified.
 */
export type Credentials = SessionCredentials | ApiKeyCredentials;

export interface SessionCredentials {
    readonly kind: 'session';
    readonly userId: string;
    readonly accessToken: string;
    /**
     * The token's claim `sanyam_scopes`, as JSON and unchecked; undefined without it. A session has no such claim, but the
     * database obeys it, so it must arrive there.
     */
    readonly scopesClaim?: string | undefined;
    /** The token's claims about the session: its id, and by which identity provider it was signed in. As JSON. */
    readonly signInClaims?: string | undefined;
}

export interface ApiKeyCredentials {
    readonly kind: 'api-key';
    /** SHA-256 of the whole key, in hexadecimal. The key itself is not kept. */
    readonly secretHash: string;
}

/** The sender of a request: a user in a session, or a program with one of the user's API keys. */
export type Caller = SessionCaller | ApiKeyCaller;

export interface SessionCaller {
    readonly kind: 'session';
    readonly userId: string;
    /** Whether the token names scopes. The database then refuses what only a session may do, and so must the gateway. */
    readonly isScoped: boolean;
}

export interface ApiKeyCaller {
    readonly kind: 'api-key';
    readonly userId: string;
    readonly keyId: string;
    /** A newer database may have scopes that this gateway does not know. */
    readonly scopes: readonly string[];
}
