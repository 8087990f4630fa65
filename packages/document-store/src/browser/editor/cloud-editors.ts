// SPDX-License-Identifier: MIT

import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager, type EditorOpenerOptions } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDirectory } from '../file-system/cloud-directory';

/** A cloud document in an editor. */
interface OpenDocument {
    readonly id: string;
    readonly name: string;
}

/** The editors of cloud documents. The URI of an editor stays the same when the document is renamed, so it is found by id. */
@injectable()
export class CloudEditors {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    /** The URIs of editors that are opening, by document id. */
    private readonly opening = new Map<string, URI>();

    /** Returns the document in the current editor; `undefined` if it is not a cloud document. */
    get current(): OpenDocument | undefined {
        const uri = this.editors.currentEditor?.editor.uri;
        const id = uri && this.directory.knownDocumentId(uri);
        return uri && id !== undefined ? { id, name: this.directory.nameAt(uri) } : undefined;
    }

    /** Returns the editors of a document. */
    of(documentId: string): EditorWidget[] {
        return this.editors.all.filter(({ editor }) => this.directory.knownDocumentId(editor.uri) === documentId);
    }

    /** Opens a document in its one editor: two editors of one document would conflict with each other. */
    async open(document: OpenDocument, options?: EditorOpenerOptions, fragment = ''): Promise<EditorWidget> {
        const { id } = document;
        const uri = this.of(id)[0]?.editor.uri ?? this.opening.get(id) ?? this.directory.editorUri(document);
        this.opening.set(id, uri);
        try {
            return await this.editors.open(uri.withFragment(fragment), options);
        } finally {
            this.opening.delete(id);
        }
    }
}
