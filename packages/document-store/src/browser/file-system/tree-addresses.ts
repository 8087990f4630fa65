// SPDX-License-Identifier: MIT

import { normalizedName, type CloudDocument, type DocumentPage } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDirectory } from './cloud-directory';
import { CloudFolder } from './cloud-folder';
import { sharedFolder } from './shared-tree';

/** Documents on a page: the most that the database gives. */
const PAGE_SIZE = 100;

/** The places of documents in the trees. */
@injectable()
export class TreeAddresses {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    /**
     * Returns the address of a document in the tree of its owner. Where another document or a folder has that address,
     * returns the one by its id.
     *
     * @throws CloudError if the cloud does not answer
     */
    async of(document: CloudDocument): Promise<URI> {
        const uri = this.directory.treeUri(document);
        const isIts = uri !== undefined && (await this.entryName(document)) === normalizedName(document.name);
        return isIts ? uri : this.directory.permanentUri(document);
    }

    /** Returns the name of a document among those beside it. Mostly, one short page tells. */
    private async entryName(document: CloudDocument): Promise<string | undefined> {
        const { id, name, folder, permission } = document;
        const isOwn = permission === 'owner';
        const page = await this.documents.list({
            ...(isOwn ? { folder } : { include_shared: true }),
            query: name,
            page_size: PAGE_SIZE
        });
        if (!isWhole(page)) {
            const whole = await this.directory.folder(
                isOwn ? { kind: 'own', path: folder } : { kind: 'shared', path: sharedFolder(document) }
            );
            return whole.nameOf(id);
        }
        const beside = page.items.filter(
            item => item.owner_id === document.owner_id && sharedFolder(item) === sharedFolder(document)
        );
        return new CloudFolder(beside, page.folders ?? []).nameOf(id);
    }
}

function isWhole({ next_cursor, next_folders_cursor }: DocumentPage): boolean {
    return next_cursor === null && (next_folders_cursor ?? null) === null;
}
