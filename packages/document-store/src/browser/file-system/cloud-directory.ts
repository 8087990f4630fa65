// SPDX-License-Identifier: MIT

import {
    AuthSession,
    CLOUD_SCHEME,
    CloudError,
    parseCloudUri,
    type CloudDocument,
    type CloudLocation
} from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { quotedPlainly } from '../quoted';
import { CloudFolder } from './cloud-folder';

/** Lifetime of the folder's list in milliseconds: long enough to stat each entry after listing them. */
const FOLDER_LIFETIME = 5000;

/** Finds documents by `sanyam://` URI: by id, or as entries of the folder of all documents. */
@injectable()
export class CloudDirectory {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private folder: Promise<CloudFolder> | undefined;
    private listedAt = 0;

    @postConstruct()
    protected init(): void {
        this.documents.onDidChange(() => (this.folder = undefined));
        this.session?.onDidChange(() => (this.folder = undefined));
    }

    /** Parses the URI. @throws CloudError ASSETS_NOT_SUPPORTED; DOCUMENT_NOT_FOUND if the URI is invalid */
    locate(uri: URI): CloudLocation {
        return parseCloudUri({ scheme: uri.scheme, authority: uri.authority, path: uri.path.toString() });
    }

    /** Returns the names in the folder from a new request. @throws CloudError if they cannot be listed */
    async names(): Promise<string[]> {
        this.folder = undefined;
        return (await this.load()).names;
    }

    /** Returns the entry with this name. @throws CloudError DOCUMENT_NOT_FOUND */
    async entry(name: string): Promise<CloudDocument> {
        const document = (await this.load()).find(name);
        if (!document) {
            throw new CloudError('DOCUMENT_NOT_FOUND', `The cloud document ${quotedPlainly(name)} does not exist.`);
        }
        return document;
    }

    /** Returns the id in a URI, or `undefined` if the URI has none. */
    knownDocumentId(uri: URI): string | undefined {
        try {
            const location = uri.scheme === CLOUD_SCHEME ? this.locate(uri) : undefined;
            return location?.kind === 'document' ? location.documentId : undefined;
        } catch {
            // An invalid URI names no document.
            return undefined;
        }
    }

    /** Returns the id of the document at the URI. @throws CloudError DOCUMENT_NOT_FOUND, also for the folder itself */
    async documentId(uri: URI): Promise<string> {
        const location = this.locate(uri);
        if (location.kind === 'root') {
            throw new CloudError('DOCUMENT_NOT_FOUND', 'This is the folder of all documents, not a document.');
        }
        return location.kind === 'document' ? location.documentId : (await this.entry(location.name)).id;
    }

    private async load(): Promise<CloudFolder> {
        if (!this.folder || Date.now() - this.listedAt > FOLDER_LIFETIME) {
            this.folder = this.list();
            this.listedAt = Date.now();
        }
        try {
            return await this.folder;
        } catch (error) {
            this.folder = undefined;
            throw error;
        }
    }

    private async list(): Promise<CloudFolder> {
        return new CloudFolder(await this.documents.listAll({ include_shared: true }));
    }
}
