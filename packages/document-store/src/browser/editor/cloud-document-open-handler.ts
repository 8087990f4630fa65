// SPDX-License-Identifier: MIT

import type { OpenHandler } from '@theia/core/lib/browser/opener-service';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager, type EditorOpenerOptions } from '@theia/editor/lib/browser/editor-manager';
import type { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDirectory } from '../file-system/cloud-directory';

/** Above Theia's editor and those of extensions (100). */
const PRIORITY = 200;

/** Opens cloud documents in an editor of text. */
@injectable()
export class CloudDocumentOpenHandler implements OpenHandler {
    readonly id = 'sanyam-cloud-document-opener';

    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    canHandle(uri: URI): number {
        return this.directory.isCloudUri(uri) ? PRIORITY : 0;
    }

    async open(uri: URI, options?: EditorOpenerOptions): Promise<EditorWidget> {
        return this.editors.open(uri, options);
    }
}
