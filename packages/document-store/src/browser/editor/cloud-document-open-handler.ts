// SPDX-License-Identifier: MIT

import type { OpenHandler } from '@theia/core/lib/browser/opener-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager, type EditorOpenerOptions } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDirectory } from '../file-system/cloud-directory';
import { CloudEditors } from './cloud-editors';

/** Above Theia's editor (100), which identifies an editor by the whole URI. */
const PRIORITY = 200;

/** Opens each cloud document in one editor, whatever URI names it: by id with any name, or as an entry of the folder. */
@injectable()
export class CloudDocumentOpenHandler implements OpenHandler {
    readonly id = 'sanyam-cloud-document-opener';

    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudEditors)
    protected readonly cloudEditors: CloudEditors;

    canHandle(uri: URI): number {
        return this.directory.isCloudUri(uri) ? PRIORITY : 0;
    }

    async open(uri: URI, options?: EditorOpenerOptions): Promise<EditorWidget> {
        const documentId = await this.documentId(uri);
        if (documentId === undefined) {
            return this.editors.open(uri, options);
        }
        return this.cloudEditors.open(
            { id: documentId, name: this.directory.nameAt(uri, documentId) },
            options,
            uri.fragment
        );
    }

    /** Returns `undefined` if there is no such document. The editor then says so. */
    private async documentId(uri: URI): Promise<string | undefined> {
        try {
            return await this.directory.documentId(uri);
        } catch {
            return undefined;
        }
    }
}
