// SPDX-License-Identifier: MIT

/** Subscribes to an event. Dispose the result to unsubscribe. A Theia `Event` has this type. */
export type Subscribe<T> = (listener: (event: T) => void) => { dispose(): void };

/** The signed-in user. */
export interface SignedInUser {
    readonly id: string;
    readonly email: string;
}

/**
 * Why a session ended without a sign-out.
 *
 * - `revoked`: it was ended on the server, for example by a sign-out everywhere, or it was not used for too long.
 * - `locked`: the account is locked.
 * - `deleted`: the account does not exist any more.
 * - `unreadable`: this browser cannot read the stored session.
 */
export type SessionEnd = 'revoked' | 'locked' | 'deleted' | 'unreadable';

/** A change of the session, and the user after it. */
export interface SessionChange {
    readonly kind:
        'restored' | 'signed-in' | 'token-refreshed' | 'user-updated' | 'offline' | 'online' | 'signed-out' | 'expired';
    readonly user: SignedInUser | undefined;
    /** Why the session expired. */
    readonly end?: SessionEnd;
}

/**
 * The session of this window. Tokens are a stream, never a string: ask for the current token with each request, and
 * do not keep it.
 */
export const AuthSession = Symbol('AuthSession');
export interface AuthSession {
    /** Resolves when a stored session is restored and validated, or when there is none. Never rejects. */
    readonly ready: Promise<void>;
    readonly user: SignedInUser | undefined;
    readonly onDidChange: Subscribe<SessionChange>;
    /**
     * Returns the token for a request that starts now. `null` when nobody is signed in.
     *
     * @throws CloudError SERVICE_UNAVAILABLE when the token has expired and the server that renews it is unreachable
     */
    accessToken(): Promise<string | null>;
    /**
     * Returns the token for a second attempt, after a server refused a request with HTTP 401: only the server's clock says
     * whether a token has expired. Renews the session, unless another request or window has done so.
     *
     * @param refused the token of the refused request
     * @returns `null` when the session is over
     * @throws CloudError SERVICE_UNAVAILABLE when the server that renews the token is unreachable
     */
    renewToken(refused: string): Promise<string | null>;
}

/** Asks the user to sign in when an operation requires it. */
export const SignInService = Symbol('SignInService');
export interface SignInService {
    /**
     * Returns the signed-in user. Asks the user to sign in if necessary.
     *
     * @param reason a sentence that says why the user must sign in
     * @returns `undefined` when the user declines
     */
    requireUser(reason: string): Promise<SignedInUser | undefined>;
}

/** Prepares that another page replaces this window for a while. Not bound if nothing has to be prepared. */
export const LeavePreparation = Symbol('LeavePreparation');
export interface LeavePreparation {
    /** Keeps the unsaved text of all editors in this browser. Returns whether all of it is kept. */
    prepareLeave(): Promise<boolean>;
}

/** Prepares a sign-out in this window. Not bound if nothing has to be prepared. */
export const SignOutPreparation = Symbol('SignOutPreparation');
export interface SignOutPreparation {
    /**
     * Closes the documents of the user. Asks first what to do with unsaved text.
     *
     * @returns `false` if the user cancels the sign-out, or if the text could not be saved
     */
    prepareSignOut(): Promise<boolean>;
}
