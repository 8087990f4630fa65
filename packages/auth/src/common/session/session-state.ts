// SPDX-License-Identifier: MIT

import type { SessionChange, SignedInUser } from '@sanyam/types';
import type { AuthChangeEvent } from '@supabase/auth-js';

/** The state of the session in this window. `lost`: it ended without a sign-out, and is about to leave the vault. */
export type SessionState =
    | { readonly kind: 'restoring'; readonly lost: boolean }
    | { readonly kind: 'signed-in'; readonly user: SignedInUser; readonly lost: boolean }
    | { readonly kind: 'signing-out'; readonly user: SignedInUser }
    | { readonly kind: 'signed-out' };

/** Returns the signed-in user, or `undefined`. */
export function userOf(state: SessionState): SignedInUser | undefined {
    return 'user' in state ? state.user : undefined;
}

export function isLost(state: SessionState): boolean {
    return 'lost' in state && state.lost;
}

/** Returns the state after the server refuses the session, or the vault cannot read it. */
export function losing(state: SessionState): SessionState {
    return 'lost' in state ? { ...state, lost: true } : state;
}

/** Returns the state during a sign-out, in which a session cannot be lost. */
export function signingOut(state: SessionState): SessionState {
    return state.kind === 'signed-in' ? { kind: 'signing-out', user: state.user } : state;
}

/** Returns the state after `event`, and the change to publish. `user` is in the vault now. */
export function following(
    state: SessionState,
    user: SignedInUser | undefined,
    event: AuthChangeEvent
): { readonly state: SessionState; readonly change?: SessionChange['kind'] } {
    const previous = userOf(state);
    if (!user) {
        const change = isLost(state) ? 'expired' : 'signed-out';
        return { state: { kind: 'signed-out' }, change: previous && change };
    }
    if (user.id !== previous?.id) {
        return { state: { kind: 'signed-in', user, lost: false }, change: 'signed-in' };
    }
    return event === 'TOKEN_REFRESHED'
        ? { state: { kind: 'signed-in', user, lost: false }, change: 'token-refreshed' }
        : { state: { kind: 'signed-in', user, lost: isLost(state) } };
}
