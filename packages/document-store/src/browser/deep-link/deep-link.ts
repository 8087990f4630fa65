// SPDX-License-Identifier: MIT

import { documentIdSchema } from '@sanyam/types';

/** The part of the address of a window that names a document: `#sanyam=<id>`. */
const HASH = /^#sanyam=(.+)$/;

/** Keeps the document while the window starts, and while its user signs in. */
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
        window.sessionStorage.setItem(STORAGE_KEY, id);
        const { pathname, search } = window.location;
        window.history.replaceState(window.history.state, '', `${pathname}${search}`);
    }
}

/** Returns the id of the kept document once. */
export function takeDeepLink(): string | undefined {
    const id = documentIdSchema.safeParse(window.sessionStorage.getItem(STORAGE_KEY)).data;
    window.sessionStorage.removeItem(STORAGE_KEY);
    return id;
}
