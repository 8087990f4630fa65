// SPDX-License-Identifier: MIT

import type { SessionChange, SessionEnd, SignedInUser } from '@sanyam/types';

/**
 * The state of the session in this window.
 *
 * - `restoring`: the stored session is read and shown to the server.
 * - `refreshing`: the session is valid, and its token is renewed now.
 * - `offline`: the session is kept, and the server that renews it cannot be reached.
 * - `expired`: the session ended without a sign-out.
 */
export type SessionState =
    | { readonly kind: 'restoring' }
    | { readonly kind: 'signed-out' }
    | { readonly kind: 'signed-in' | 'refreshing' | 'offline'; readonly user: SignedInUser }
    | { readonly kind: 'expired'; readonly end: SessionEnd };

/** What happens to the session. */
export type SessionEvent =
    /** The stored session was read. `reached`: the server has confirmed it. */
    | { readonly kind: 'restored'; readonly user: SignedInUser | undefined; readonly reached: boolean }
    /** Somebody signed in, here or in another window, or the stored user has another address. */
    | { readonly kind: 'stored'; readonly user: SignedInUser; readonly isNew: boolean }
    | { readonly kind: 'refreshing' }
    | { readonly kind: 'refreshed'; readonly user: SignedInUser }
    /** The server that renews the session cannot be reached. */
    | { readonly kind: 'unreachable' }
    /** The server has confirmed the session. */
    | { readonly kind: 'reached' }
    | { readonly kind: 'signed-out' }
    | { readonly kind: 'ended'; readonly end: SessionEnd };

/** Returns the signed-in user, or `undefined`. */
export function userOf(state: SessionState): SignedInUser | undefined {
    return 'user' in state ? state.user : undefined;
}

/** Returns the state after an event. This is the only place that decides it. */
export function nextState(state: SessionState, event: SessionEvent): SessionState {
    if (event.kind === 'signed-out') {
        return state.kind === 'restoring' || state.kind === 'expired' ? state : { kind: 'signed-out' };
    }
    if (event.kind === 'ended') {
        return state.kind === 'signed-out' ? state : { kind: 'expired', end: event.end };
    }
    if (state.kind === 'restoring') {
        return event.kind === 'restored' ? restored(event) : state;
    }
    if (event.kind === 'refreshed') {
        return { kind: 'signed-in', user: event.user };
    }
    if (event.kind === 'stored') {
        return stored(state, event);
    }
    return 'user' in state ? { ...state, kind: nextKind(state.kind, event.kind) } : state;
}

/** Returns the change to publish for a step from one state to the next; `undefined` if nothing changed for others. */
export function changeBetween(
    before: SessionState,
    after: SessionState,
    event: SessionEvent
): SessionChange['kind'] | undefined {
    const user = userOf(after);
    if (!user) {
        if (after.kind === before.kind) {
            return undefined;
        }
        return after.kind === 'expired' ? 'expired' : userOf(before) && 'signed-out';
    }
    if (before.kind === 'restoring') {
        return 'restored';
    }
    if (user.id !== userOf(before)?.id) {
        return 'signed-in';
    }
    if (event.kind === 'refreshed') {
        return 'token-refreshed';
    }
    if (user.email !== userOf(before)?.email) {
        return 'user-updated';
    }
    if (after.kind === before.kind) {
        return undefined;
    }
    if (after.kind === 'offline') {
        return 'offline';
    }
    return before.kind === 'offline' ? 'online' : undefined;
}

function restored({ user, reached }: Extract<SessionEvent, { kind: 'restored' }>): SessionState {
    return user ? { kind: reached ? 'signed-in' : 'offline', user } : { kind: 'signed-out' };
}

/** A session that ended may stay in the vault for a moment: then only a new one counts. */
function stored(state: SessionState, { user, isNew }: Extract<SessionEvent, { kind: 'stored' }>): SessionState {
    if ('user' in state && state.user.id === user.id) {
        return { ...state, user };
    }
    return state.kind === 'expired' && !isNew ? state : { kind: 'signed-in', user };
}

/** An attempt to renew a session while it is offline stays quiet: only its result counts. */
function nextKind(
    kind: 'signed-in' | 'refreshing' | 'offline',
    event: SessionEvent['kind']
): 'signed-in' | 'refreshing' | 'offline' {
    switch (event) {
        case 'refreshing':
            return kind === 'offline' ? 'offline' : 'refreshing';
        case 'unreachable':
            return 'offline';
        case 'reached':
            return 'signed-in';
        default:
            return kind;
    }
}
