// SPDX-License-Identifier: MIT

import type { Operation } from './operation';

/** Who may call an operation: anybody, any caller, one in a session, or one whose key has the scope. */
export type Access =
    | { readonly kind: 'everyone' }
    | { readonly kind: 'caller' }
    | { readonly kind: 'session' }
    | { readonly kind: 'scope'; readonly scope: string };

export interface Route {
    readonly access: Access;
    readonly operation: Operation;
}

/** Operations about one kind of thing. */
export interface RouteGroup {
    readonly tag: string;
    readonly routes: readonly Route[];
}

export function forEveryone(...operations: Operation[]): Route[] {
    return operations.map(operation => ({ access: { kind: 'everyone' }, operation }));
}

export function forCallers(...operations: Operation[]): Route[] {
    return operations.map(operation => ({ access: { kind: 'caller' }, operation }));
}

/** Not for API keys. */
export function forSessions(...operations: Operation[]): Route[] {
    return operations.map(operation => ({ access: { kind: 'session' }, operation }));
}

/** For sessions, and for API keys with the scope. */
export function withScope(scope: string, ...operations: Operation[]): Route[] {
    return operations.map(operation => ({ access: { kind: 'scope', scope }, operation }));
}
