// SPDX-License-Identifier: MIT

import { documentIdSchema } from '@sanyam/types';

/** The part of the address of a window that names a document: `#sanyam=<id>`. */
const HASH = /^#sanyam=(.+)$/;

/** Keeps the document while the window starts, and while its user signs in, also on a page that replaces this one. */
const STORAGE_KEY = 'sanyam-deep-link';

/** Returns an address that opens a document in this IDE. It keeps working after a rename or a move. */
export function deepLink(documentId: string, { origin, pathname }: Pick<Location, 'origin' | 'pathname'>): string {
    return `${origin}${pathname}#sanyam=${documentId}`;
}

/** Returns the id of the document that an address names; `undefined` if it names none. */
export function documentIdIn(hash: string): string | undefined {
    return documentIdSchema.safeParse(HASH.exec(hash)?.[1]?.toLowerCase()).data;
}

/** Takes the document out of the address, which Theia would read as the path of a workspace, and keeps it. */
export function keepDeepLink(): void {
    const id = documentIdIn(window.location.hash);
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

/** Returns the id of the kept document; `undefined` if there is none. */
export function keptDeepLink(): string | undefined {
    return documentIdSchema.safeParse(window.sessionStorage.getItem(STORAGE_KEY)).data;
}

/** Forgets a document, unless another one is kept since. */
export function forgetDeepLink(id: string): void {
    if (keptDeepLink() === id) {
        window.sessionStorage.removeItem(STORAGE_KEY);
    }
}
