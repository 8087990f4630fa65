// SPDX-License-Identifier: MIT

/** Who sent a request: a user in a session, or a program with one of the user's API keys. */
export type Caller = SessionCaller | ApiKeyCaller;

export interface SessionCaller {
    readonly kind: 'session';
    readonly userId: string;
    /** What the database is shown to act as this user. */
    readonly accessToken: string;
}

export interface ApiKeyCaller {
    readonly kind: 'api-key';
    readonly userId: string;
    readonly accessToken: string;
    readonly keyId: string;
    readonly scopes: readonly string[];
}
