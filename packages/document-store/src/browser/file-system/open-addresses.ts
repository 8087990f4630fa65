// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, SHARED_AUTHORITY } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import type URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';

/** How many addresses are kept of editors that have moved on. The navigation history of Theia has as many places. */
const MOST_FORMER = 200;

interface OpenAddress {
    readonly documentId: string;
    /** Whether the document is elsewhere in the tree now. Its editor follows when it can. */
    readonly isLeft: boolean;
}

/**
 * Which document the editor at an address in the tree shows. An address in the tree names whatever is at that place now,
 * but an editor goes on with the document that it was opened for.
 */
@injectable()
export class OpenAddresses {
    /** Keys are URIs. */
    private readonly open = new Map<string, OpenAddress>();
    /** The ids of documents by URIs that their editors had, the oldest first. */
    private readonly former = new Map<string, string>();
    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;

    /** The URIs of all editors, with the ids of their documents. */
    get entries(): [uri: string, documentId: string][] {
        return [...this.open].map(([uri, { documentId }]) => [uri, documentId]);
    }

    /** The URIs that editors had before they moved, with the ids of their documents, the oldest first. */
    get formerEntries(): [uri: string, documentId: string][] {
        return [...this.former];
    }

    /** Returns the id of the document that the editor at a URI shows; `undefined` if there is none. */
    documentAt(uri: URI): string | undefined {
        return this.open.get(keyOf(uri))?.documentId;
    }

    /** Returns the id of the document that an editor at a URI showed before it moved. */
    formerDocumentAt(uri: URI): string | undefined {
        return this.former.get(keyOf(uri));
    }

    /** Returns whether the document that the editor at a URI shows is elsewhere in the tree now. */
    isLeft(uri: URI): boolean {
        return this.open.get(keyOf(uri))?.isLeft ?? false;
    }

    /** Notes that an editor at a URI shows a document, which is there in the tree. An address by id says so itself. */
    enter(uri: URI, documentId: string): void {
        if (isInTree(uri)) {
            this.set(uri, { documentId, isLeft: false });
        }
    }

    /** Notes that the document of the editor at a URI is elsewhere in the tree now. */
    leave(uri: URI): void {
        const address = this.open.get(keyOf(uri));
        if (address !== undefined) {
            this.set(uri, { ...address, isLeft: true });
        }
    }

    /** Notes that no editor is at a URI any more. */
    forget(uri: URI): void {
        const key = keyOf(uri);
        const address = this.open.get(key);
        if (address === undefined) {
            return;
        }
        this.open.delete(key);
        if (address.isLeft) {
            this.former.delete(key);
            this.former.set(key, address.documentId);
            const [oldest] = this.former.keys();
            if (oldest !== undefined && this.former.size > MOST_FORMER) {
                this.former.delete(oldest);
            }
        }
        this.didChange.fire();
    }

    /** Forgets where editors were before they moved. Another user must not see it. */
    forgetFormer(): void {
        this.former.clear();
        this.didChange.fire();
    }

    private set(uri: URI, address: OpenAddress): void {
        const known = this.open.get(keyOf(uri));
        this.open.set(keyOf(uri), address);
        if (known?.documentId !== address.documentId) {
            this.didChange.fire();
        }
    }
}

/** Returns whether a URI is a place in a tree, and no address by id. */
export function isInTree({ scheme, authority }: URI): boolean {
    return scheme === CLOUD_SCHEME && (authority === '' || authority === SHARED_AUTHORITY);
}

function keyOf(uri: URI): string {
    return uri.withoutFragment().withoutQuery().toString();
}
