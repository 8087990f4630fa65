// SPDX-License-Identifier: MIT

import {
    CLOUD_ROOT_URI,
    CLOUD_SCHEME,
    CloudError,
    formatCloudDocumentUri,
    normalizedName,
    parseCloudUri,
    SHARED_AUTHORITY,
    type CloudDocument,
    type CloudLocation
} from '@sanyam/types';
import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import type { Event } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService, type DocumentNameEvent } from '../cloud-document-service';
import { COMPARED_SCHEME, VERSION_SCHEME } from '../cloud-schemes';
import { quotedPlainly } from '../quoted';
import type { CloudFolder } from './cloud-folder';
import { OpenAddresses } from './open-addresses';
import { OwnTree } from './own-tree';
import { SharedTree, sharedFolder } from './shared-tree';
import { joinPath, splitPath } from './tree-path';

/** The schemes of all texts that come from the cloud. */
const CLOUD_TEXTS: ReadonlySet<string> = new Set([CLOUD_SCHEME, VERSION_SCHEME, COMPARED_SCHEME]);

/** A place in a tree. */
export type TreeLocation = Exclude<CloudLocation, { kind: 'document' }>;

/** What a `sanyam://` URI names. */
export type CloudEntry =
    | { readonly kind: 'folder'; readonly folder: CloudFolder }
    | { readonly kind: 'document'; readonly document: CloudDocument };

/**
 * Which document or folder a `sanyam://` URI names, what the document is called now, and which URIs it has. Everything else
 * asks this class, because a URI keeps the name that the document had when somebody made the URI.
 */
@injectable()
export class CloudDirectory {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(OwnTree)
    protected readonly own: OwnTree;

    @inject(SharedTree)
    protected readonly shared: SharedTree;

    @inject(OpenAddresses)
    protected readonly open: OpenAddresses;

    /** Returns whether a URI is one of the cloud, though it may name no document. */
    isCloudUri(uri: URI): boolean {
        return uri.scheme === CLOUD_SCHEME;
    }

    /** Returns whether a URI shows a text of the cloud: a document, an old version, or one side of a comparison. */
    isOfCloud(uri: URI): boolean {
        return DiffUris.isDiffUri(uri)
            ? DiffUris.decode(uri).some(side => this.isOfCloud(side))
            : CLOUD_TEXTS.has(uri.scheme);
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

    /** Returns the address of a document for links, which never changes. The name in it determines the language. */
    permanentUri({ id, name }: Pick<CloudDocument, 'id' | 'name'>): URI {
        return new URI(formatCloudDocumentUri(id, name));
    }

    /** Returns the place of a document in the tree of its owner; `undefined` if it has a reserved name. */
    treeUri(document: CloudDocument): URI | undefined {
        const name = normalizedName(document.name);
        const uri =
            document.permission === 'owner'
                ? this.ownUri(joinPath(document.folder, name))
                : new URI(CLOUD_ROOT_URI)
                      .withAuthority(SHARED_AUTHORITY)
                      .withPath(`/${joinPath(sharedFolder(document), name)}`);
        return this.tryLocate(uri) && uri;
    }

    /** Returns the URI of a folder or a document in the user's own tree. */
    ownUri(path: string): URI {
        return new URI(CLOUD_ROOT_URI).withPath(`/${path}`);
    }

    /** Parses the URI. @throws CloudError ASSETS_NOT_SUPPORTED; DOCUMENT_NOT_FOUND if the URI is invalid */
    locate(uri: URI): CloudLocation {
        return parseCloudUri({ scheme: uri.scheme, authority: uri.authority, path: uri.path.toString() });
    }

    /**
     * Returns what is in a folder.
     *
     * @param isFresh whether to ask the cloud even if the folder is known
     * @throws CloudError DOCUMENT_NOT_FOUND
     */
    async folder({ kind, path }: TreeLocation, isFresh = false): Promise<CloudFolder> {
        return kind === 'own' ? this.own.folder(path, isFresh) : this.shared.folder(path, isFresh);
    }

    /** Returns the folder or the document at a place. @throws CloudError DOCUMENT_NOT_FOUND */
    async entry(location: CloudLocation): Promise<CloudEntry> {
        if (location.kind === 'document') {
            return { kind: 'document', document: await this.documents.read(location.documentId) };
        }
        if (location.path === '') {
            return { kind: 'folder', folder: await this.folder(location) };
        }
        const { parent, name } = splitPath(location.path);
        const above = await this.folder({ kind: location.kind, path: parent });
        const document = above.find(name);
        if (document) {
            return { kind: 'document', document };
        }
        if (!above.hasFolder(name)) {
            throw new CloudError('DOCUMENT_NOT_FOUND', `The cloud document ${quotedPlainly(name)} does not exist.`);
        }
        return { kind: 'folder', folder: await this.folder({ kind: location.kind, path: joinPath(parent, name) }) };
    }

    /** Returns the id in a URI, or of the document in the editor at the URI; `undefined` if there is neither. */
    knownDocumentId(uri: URI): string | undefined {
        const location = this.isCloudUri(uri) ? this.tryLocate(uri) : undefined;
        return location?.kind === 'document' ? location.documentId : location && this.open.documentAt(uri);
    }

    /** Returns the id of the document at the URI. @throws CloudError DOCUMENT_NOT_FOUND, also for a folder */
    async documentId(uri: URI): Promise<string> {
        const location = this.locate(uri);
        if (location.kind === 'document') {
            return location.documentId;
        }
        const shown = this.open.documentAt(uri);
        if (shown !== undefined && !this.open.isLeft(uri)) {
            return shown;
        }
        try {
            return await this.documentAt(location);
        } catch (error) {
            // A place in the navigation history, or the cloud does not answer.
            const known = shown ?? this.open.formerDocumentAt(uri);
            if (known === undefined) {
                throw error;
            }
            return known;
        }
    }

    /** Returns `undefined` for a URI that can name nothing. */
    private tryLocate(uri: URI): CloudLocation | undefined {
        try {
            return this.locate(uri);
        } catch {
            return undefined;
        }
    }

    private async documentAt(location: CloudLocation): Promise<string> {
        const entry = await this.entry(location);
        if (entry.kind === 'folder') {
            throw new CloudError(
                'DOCUMENT_NOT_FOUND',
                nls.localize('sanyam/files/isFolder', 'This is a cloud folder, not a document.')
            );
        }
        return entry.document.id;
    }
}
