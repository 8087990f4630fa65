// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, formatCloudDocumentUri } from '@sanyam/types';
import type { OpenHandler } from '@theia/core/lib/browser/opener-service';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager, type EditorOpenerOptions } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDirectory } from '../file-system/cloud-directory';

/** Above Theia's editor (100), which identifies an editor by the whole URI. */
const PRIORITY = 200;

/**
 * Opens each cloud document in one editor, whatever URI names it. The URI has a name, which changes when the document is
 * renamed. Two editors of one document would conflict with each other.
 */
@injectable()
export class CloudDocumentOpenHandler implements OpenHandler {
    readonly id = 'sanyam-cloud-document-opener';

    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    /** The URIs of editors that are opening, by document id. */
    private readonly opening = new Map<string, URI>();

    canHandle(uri: URI): number {
        return uri.scheme === CLOUD_SCHEME ? PRIORITY : 0;
    }

    async open(uri: URI, options?: EditorOpenerOptions): Promise<EditorWidget> {
        const documentId = await this.documentId(uri);
        if (documentId === undefined) {
            return this.editors.open(uri, options);
        }
        const known = this.editorUri(documentId) ?? this.opening.get(documentId) ?? this.ownUri(uri, documentId);
        this.opening.set(documentId, known);
        try {
            return await this.editors.open(known.withFragment(uri.fragment), options);
        } finally {
            this.opening.delete(documentId);
        }
    }

    /** Returns `undefined` if there is no such document. The editor then says so. */
    private async documentId(uri: URI): Promise<string | undefined> {
        try {
            return await this.directory.documentId(uri);
        } catch {
            return undefined;
        }
    }

    private editorUri(documentId: string): URI | undefined {
        return this.editors.all
            .map(({ editor }) => editor.uri)
            .find(uri => this.directory.knownDocumentId(uri) === documentId);
    }

    /** Returns the URI with the id, also for an entry of the folder, which has only a name. */
    private ownUri(uri: URI, documentId: string): URI {
        return uri.authority === documentId ? uri : new URI(formatCloudDocumentUri(documentId, uri.path.base));
    }
}
