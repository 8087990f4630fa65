// SPDX-License-Identifier: MIT

import { type CloudDocument, normalizedFolder } from '@sanyam/types';
import type { SanyamClient } from '../../client/sanyam-client';
import { CommandError, EXIT } from '../command-error';
import { pathOf } from '../path-of';

/** The caller's documents in a folder and below it, by their paths in that folder. */
export class CloudTree {
    private constructor(
        private readonly folder: string,
        private readonly documents: ReadonlyMap<string, readonly CloudDocument[]>
    ) {}

    /** Reads the documents, without their texts. */
    static async read(client: SanyamClient, folder: string): Promise<CloudTree> {
        const documents = new Map<string, CloudDocument[]>();
        for await (const document of client.documents.list({ folder, below: true })) {
            const path = normalizedFolder(pathOf(document)).slice(
                folder === '' ? 0 : normalizedFolder(folder).length + 1
            );
            documents.set(path, [...(documents.get(path) ?? []), document]);
        }
        return new CloudTree(folder, documents);
    }

    /** The paths in the folder, in order. */
    get paths(): string[] {
        return [...this.documents.keys()];
    }

    /** Returns the document at a path in the folder. @throws CommandError when several have it */
    at(path: string): CloudDocument | undefined {
        const [document, ...others] = this.documents.get(normalizedFolder(path)) ?? [];
        if (others.length > 0) {
            throw new CommandError(
                EXIT.usage,
                'AMBIGUOUS_NAME',
                `${others.length + 1} documents have this path. Rename all but one of them.`
            );
        }
        return document;
    }

    /** Returns the folder and the name of a path in this folder. */
    placeOf(path: string): { readonly folder: string; readonly name: string } {
        const slash = path.lastIndexOf('/');
        const inside = path.slice(0, Math.max(slash, 0));
        return {
            folder: [this.folder, inside].filter(part => part !== '').join('/'),
            name: path.slice(slash + 1)
        };
    }
}
