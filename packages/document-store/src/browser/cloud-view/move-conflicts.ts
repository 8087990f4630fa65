// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { ownDocuments, ownNamesIn } from '../file-system/cloud-folder';
import type { DocumentMove } from '../file-system/folder-work-protocol';
import { quotedPlainly } from '../quoted';
import { askToReplace } from './ask-to-replace';
import { CloudListing } from './cloud-listing';
import { copyName } from './copy-name';

/** Documents that move, each with the one that it replaces, if any. */
export type SettledMove = DocumentMove & { readonly replaces?: CloudDocument };

/** Settles what happens when a document moves to a folder that has one of its name. */
@injectable()
export class MoveConflicts {
    @inject(CloudListing)
    protected readonly listing: CloudListing;

    /** Asks if a name is taken. Returns undefined if the user cancels. */
    async settle(documents: readonly CloudDocument[], folder: string): Promise<readonly SettledMove[] | undefined> {
        const documentAt = ownDocuments(this.listing.documents);
        const clashing = documents.filter(({ name }) => documentAt(folder, name) !== undefined);
        const answer = clashing.length === 0 ? 'keepBoth' : await this.ask(clashing);
        if (answer === undefined) {
            return undefined;
        }
        const taken = ownNamesIn(this.listing.documents, folder);
        const replaced = new Set<string>();
        return documents.map(document => {
            const present = documentAt(folder, document.name);
            if (answer === 'replace' && present !== undefined && !replaced.has(present.id)) {
                replaced.add(present.id);
                return { document, folder, replaces: present };
            }
            // Also of two that move at the same time: one path would hide one of them from extensions.
            const isTaken = present !== undefined || taken.has(document.name);
            const name = isTaken ? copyName(document.name, taken) : document.name;
            taken.add(name);
            return isTaken ? { document, folder, name } : { document, folder };
        });
    }

    protected ask(clashing: readonly CloudDocument[]): ReturnType<typeof askToReplace> {
        const [first] = clashing;
        const exists =
            clashing.length === 1 && first
                ? nls.localize(
                      'sanyam/move/existsOne',
                      'The folder has a document {0}. Replacing moves it to the trash.',
                      quotedPlainly(first.name)
                  )
                : nls.localize(
                      'sanyam/move/existsMany',
                      'The folder has documents with {0} of these names. Replacing moves them to the trash.',
                      clashing.length
                  );
        return askToReplace(nls.localize('sanyam/move/existsTitle', 'Move'), exists);
    }
}
