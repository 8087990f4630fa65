// SPDX-License-Identifier: MIT

import type { SeenVersion } from '../save-over-seen-text';

/** How many texts are kept. A search reads thousands of documents, but a program writes what it has just read. */
const MAX_TEXTS = 20;

/** What the file system last read of each document: the version, and of the last ones also the text. */
export class LastRead {
    /** Keys are document ids. */
    private readonly versions = new Map<string, number>();
    /** The oldest first. Keys are document ids. */
    private readonly texts = new Map<string, string>();

    note(documentId: string, version: number, text: string): void {
        this.versions.set(documentId, version);
        this.texts.delete(documentId);
        this.texts.set(documentId, text);
        const [oldest] = this.texts.keys();
        if (oldest !== undefined && this.texts.size > MAX_TEXTS) {
            this.texts.delete(oldest);
        }
    }

    /** Returns `undefined` for a document that was never read. */
    of(documentId: string): SeenVersion | undefined {
        const version = this.versions.get(documentId);
        return version === undefined ? undefined : { version, text: this.texts.get(documentId) };
    }
}
