// SPDX-License-Identifier: MIT

import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager, type EditorOpenerOptions } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDirectory } from '../file-system/cloud-directory';
import { EditorAddresses } from './editor-addresses';
import { shownDocument } from './shown-document';

/** Opens each cloud document in one editor, whatever URI names it: two editors of one document would conflict. */
@injectable()
export class CloudEditorManager extends EditorManager {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(EditorAddresses)
    protected readonly addresses: EditorAddresses;

    override async open(uri: URI, options?: EditorOpenerOptions): Promise<EditorWidget> {
        return this.atAddress(uri, address => super.open(address, options));
    }

    override async getOrCreateByUri(uri: URI, options?: EditorOpenerOptions): Promise<EditorWidget> {
        return this.atAddress(uri, address => super.getOrCreateByUri(address, options));
    }

    override async getByUri(uri: URI, options?: EditorOpenerOptions): Promise<EditorWidget | undefined> {
        const documentId = this.directory.knownDocumentId(uri);
        return super.getByUri((documentId !== undefined && this.shown(documentId)) || uri, options);
    }

    private atAddress(uri: URI, open: (address: URI) => Promise<EditorWidget>): Promise<EditorWidget> {
        return this.addresses.open(uri, documentId => this.shown(documentId), open);
    }

    /** Returns the URI of the editor of a document. */
    private shown(documentId: string): URI | undefined {
        return this.all.find(widget => shownDocument(widget)?.documentId === documentId)?.editor.uri;
    }
}
