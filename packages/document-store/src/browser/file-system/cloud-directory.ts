// SPDX-License-Identifier: MIT

import {
    AuthSession,
    CLOUD_SCHEME,
    CloudError,
    formatCloudDocumentUri,
    parseCloudUri,
    type CloudDocument,
    type CloudLocation
} from '@sanyam/types';
import type { Event } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { CloudDocumentService, type DocumentNameEvent } from '../cloud-document-service';
import { quotedPlainly } from '../quoted';
import { CloudFolder } from './cloud-folder';

/** Lifetime of the folder's list in milliseconds: long enough to stat each entry after listing them. */
const FOLDER_LIFETIME = 5000;

/**
 * Which document a `sanyam://` URI names, what the document is called now, and which URI an editor of it has. Everything
 * else asks this class, because a URI keeps the name that the document had when somebody made the URI.
 */
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

    /** Returns whether a URI is one of the cloud, though it may name no document. */
    isCloudUri(uri: URI): boolean {
        return uri.scheme === CLOUD_SCHEME;
    }

    /** Fires when a document has another name now. */
    get onDidRename(): Event<DocumentNameEvent> {
        return this.documents.onDidRename;
    }

    /**
     * Returns the current name of the document at a URI. If this window has not received it, returns the URI's name.
     *
     * @param documentId the document, if a request found it; by default the one that the URI names by its id
     */
    nameAt(uri: URI, documentId = this.knownDocumentId(uri)): string {
        return (documentId === undefined ? undefined : this.documents.nameOf(documentId)) ?? uri.path.base;
    }

    /** Returns the URI for an editor of a document. Its name determines the language. */
    editorUri({ id, name }: Pick<CloudDocument, 'id' | 'name'>): URI {
        return new URI(formatCloudDocumentUri(id, name));
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
            const location = this.isCloudUri(uri) ? this.locate(uri) : undefined;
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
