// SPDX-License-Identifier: MIT

import { type DocumentAccess, goneMessage } from '../document-access';

/** Whether the document of an editor can still be read, and whose it was. */
export class GoneDocument {
    private access: DocumentAccess | undefined;
    private isGone = false;

    constructor(private readonly changed: () => void) {}

    /** Why the document can no longer be read; `undefined` if it can, and if it never could. */
    get reason(): string | undefined {
        return this.isGone && this.access ? goneMessage(this.access) : undefined;
    }

    noteRead(access: DocumentAccess): void {
        this.access = access;
        this.set(false);
    }

    noteGone(): void {
        this.set(true);
    }

    private set(isGone: boolean): void {
        if (isGone !== this.isGone) {
            this.isGone = isGone;
            this.changed();
        }
    }
}
