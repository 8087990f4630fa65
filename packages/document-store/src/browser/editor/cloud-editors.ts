// SPDX-License-Identifier: MIT

import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager, type EditorOpenerOptions } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDirectory } from '../file-system/cloud-directory';
import type { CloudDocumentModel } from './cloud-document-model';
import { EditorAddresses } from './editor-addresses';
import { shownDocument } from './shown-document';

/** A cloud document in an editor. */
interface OpenDocument {
    readonly id: string;
    readonly name: string;
}

/** The editors of cloud documents. The URI of an editor can be older than the name of the document, so it is found by id. */
@injectable()
export class CloudEditors {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(EditorAddresses)
    protected readonly addresses: EditorAddresses;

    /** Returns the document in the current editor; `undefined` if it is not a cloud document. */
    get current(): OpenDocument | undefined {
        const widget = this.editors.currentEditor;
        const id = widget && shownDocument(widget)?.documentId;
        return widget && id !== undefined ? { id, name: this.directory.nameAt(widget.editor.uri, id) } : undefined;
    }

    /** Returns the texts in all editors of cloud documents. */
    all(): CloudDocumentModel[] {
        return [...new Set(this.editors.all.flatMap(widget => shownDocument(widget) ?? []))];
    }

    /** Returns the editors of a document. */
    of(documentId: string): EditorWidget[] {
        return this.editors.all.filter(widget => shownDocument(widget)?.documentId === documentId);
    }

    /** Returns the URI of the editor of a document, or the one that it would have. */
    async uriOf({ id, name }: OpenDocument): Promise<URI> {
        return this.of(id)[0]?.editor.uri ?? this.addresses.of(id, name);
    }

    /** Opens a document in its one editor. */
    async open(document: OpenDocument, options?: EditorOpenerOptions, fragment = ''): Promise<EditorWidget> {
        return this.editors.open(this.directory.permanentUri(document).withFragment(fragment), options);
    }
}
