// SPDX-License-Identifier: MIT

import {
    AuthSession,
    CloudError,
    normalizedFolder,
    normalizedName,
    type CloudDocument,
    onDidChangeUser,
    CHECK_INTERVAL
} from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import type { DocumentPlace } from '../known-documents';
import { quotedPlainly } from '../quoted';
import { CloudFolder } from './cloud-folder';
import { joinPath } from './tree-path';

/**
 * What others share with the user: first by owner, then as in the owner's tree, so that relative paths between shared
 * documents lead to them. The cloud has no list of shared documents alone, so that this lists all documents, when
 * somebody looks here.
 */
@injectable()
export class SharedTree {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private shared: Promise<CloudDocument[]> | undefined;
    private listedAt = 0;

    @postConstruct()
    protected init(): void {
        const forget = (): void => (this.shared = undefined);
        this.documents.onDidChange(forget);
        onDidChangeUser(this.session, forget);
    }

    /**
     * Returns what is in a folder. The top has the owners.
     *
     * @param isFresh whether to ask the cloud even if the list is known
     * @throws CloudError DOCUMENT_NOT_FOUND if there is no such folder
     */
    async folder(path: string, isFresh = false): Promise<CloudFolder> {
        const shared = await this.load(isFresh);
        const start = path === '' ? '' : `${normalizedFolder(path)}/`;
        const below = shared
            .map(document => ({ document, folder: `${sharedFolder(document)}/` }))
            .filter(({ folder }) => folder.startsWith(start));
        if (below.length === 0 && path !== '') {
            throw new CloudError(
                'DOCUMENT_NOT_FOUND',
                nls.localize('sanyam/files/notShared', 'Nobody shares the folder {0} with you.', quotedPlainly(path))
            );
        }
        const here = below.filter(({ folder }) => folder === start).map(({ document }) => document);
        const folders = below
            .filter(({ folder }) => folder !== start)
            .map(({ folder }) => folder.slice(start.length).split('/')[0] ?? '');
        return new CloudFolder(here, folders);
    }

    private async load(isFresh: boolean): Promise<CloudDocument[]> {
        if (isFresh || !this.shared || Date.now() - this.listedAt > CHECK_INTERVAL) {
            this.shared = this.list();
            this.listedAt = Date.now();
        }
        const loading = this.shared;
        try {
            return await loading;
        } catch (error) {
            if (this.shared === loading) {
                this.shared = undefined;
            }
            throw error;
        }
    }

    private async list(): Promise<CloudDocument[]> {
        const all = await this.documents.listAll({ include_shared: true });
        return all.filter(({ permission }) => permission !== 'owner');
    }
}

/** Returns the path of the folder of a shared document, which begins with its owner. */
export function sharedFolder({ owner_id, owner_email, folder }: Omit<DocumentPlace, 'name' | 'permission'>): string {
    // The part of an address before the @ may have a slash.
    const owner = owner_email === null || owner_email.includes('/') ? owner_id : normalizedName(owner_email);
    return folder === '' ? owner : joinPath(owner, folder);
}
