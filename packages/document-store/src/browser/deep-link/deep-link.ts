// SPDX-License-Identifier: MIT

import { documentIdSchema } from '@sanyam/types';

/**
 * The part of the address of a window that names a document: `#sanyam=<id>`. What follows the id is no part of it: a full
 * stop after a link in a text, or what another program adds.
 */
const HASH = /^#sanyam=([\da-f-]*)/i;

/** Keeps the document while the window starts, and while its user signs in, also on a page that replaces this one. */
const STORAGE_KEY = 'sanyam-deep-link';

/** Returns an address that opens a document in this IDE. It keeps working after a rename or a move. */
export function deepLink(documentId: string, { origin, pathname }: Pick<Location, 'origin' | 'pathname'>): string {
    return `${origin}${pathname}#sanyam=${documentId}`;
}

/** Returns the id in an address, or what is there in its place; `undefined` if the address is no link to a document. */
export function linkedIdIn(hash: string): string | undefined {
    return HASH.exec(hash)?.[1]?.toLowerCase();
}

/** Returns whether an id can be one of a document. Otherwise the link is damaged. */
export function isDocumentId(id: string): boolean {
    return documentIdSchema.safeParse(id).success;
}

/** Takes the document out of the address, which Theia would read as the path of a workspace, and keeps it. */
export function keepDeepLink(): void {
    const id = linkedIdIn(window.location.hash);
    if (id !== undefined) {
        rememberDeepLink(id);
        const { pathname, search } = window.location;
        window.history.replaceState(window.history.state, '', `${pathname}${search}`);
    }
}

/** Keeps a document until {@link forgetDeepLink}. */
export function rememberDeepLink(id: string): void {
    window.sessionStorage.setItem(STORAGE_KEY, id);
}

/** Returns the id that is kept; `undefined` if there is none. */
export function keptDeepLink(): string | undefined {
    return window.sessionStorage.getItem(STORAGE_KEY) ?? undefined;
}

/** Forgets a document, unless another one is kept since. */
export function forgetDeepLink(id: string): void {
    if (keptDeepLink() === id) {
        window.sessionStorage.removeItem(STORAGE_KEY);
    }
}
