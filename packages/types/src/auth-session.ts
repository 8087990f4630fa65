// SPDX-License-Identifier: MIT

/** Subscribes to an event; disposing the answer ends the subscription. A Theia `Event` is one. */
export type Subscribe<T> = (listener: (event: T) => void) => { dispose(): void };

/** Who is signed in. */
export interface SignedInUser {
    readonly id: string;
    readonly email: string;
}

/** What happened to the session, and who is signed in since. */
export interface SessionChange {
    readonly kind: 'restored' | 'signed-in' | 'token-refreshed' | 'signed-out' | 'expired';
    readonly user: SignedInUser | undefined;
}

/**
 * The session of this window. Tokens are a stream, never a string: whoever sends a request asks for the current
 * token at that moment, and keeps none.
 */
export const AuthSession = Symbol('AuthSession');
export interface AuthSession {
    /** Settles once a stored session has been restored and validated, or found absent. Never rejects. */
    readonly ready: Promise<void>;
    readonly user: SignedInUser | undefined;
    readonly onDidChange: Subscribe<SessionChange>;
    /**
     * The token to send with a request that starts now; `null` when nobody is signed in.
     *
     * @throws CloudError SERVICE_UNAVAILABLE when the token has expired and the server cannot be reached to renew it
     */
    accessToken(): Promise<string | null>;
}

/** Asks the user to sign in, where an operation cannot go on without it. */
export const SignInService = Symbol('SignInService');
export interface SignInService {
    /**
     * The signed-in user; asks if there is none.
     *
     * @param reason a sentence that says what signing in is needed for
     * @returns `undefined` when the user declines
     */
    requireUser(reason: string): Promise<SignedInUser | undefined>;
}
