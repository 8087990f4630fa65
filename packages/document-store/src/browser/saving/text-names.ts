// SPDX-License-Identifier: MIT

import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentModel } from '../editor/cloud-document-model';
import { CloudDirectory } from '../file-system/cloud-directory';
import { isInTree } from '../file-system/open-addresses';

/** What the sentences about an open text call it: the name of its document, so that no two open texts have the same. */
@injectable()
export class TextNames {
    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    /** Returns the name. Where another open document has the same, returns the path in the tree, or a part of the id. */
    of(text: CloudDocumentModel): string {
        const name = this.nameOf(text);
        const isAmbiguous = this.models.models.some(
            other =>
                other instanceof CloudDocumentModel &&
                other.documentId !== text.documentId &&
                this.nameOf(other) === name
        );
        if (!isAmbiguous) {
            return name;
        }
        const uri = new URI(text.uri);
        const path = uri.path.toString().slice(1);
        return isInTree(uri) && path !== name ? path : `${name} (${text.documentId.slice(0, 8)})`;
    }

    private nameOf(text: CloudDocumentModel): string {
        return this.directory.nameAt(new URI(text.uri), text.documentId);
    }
}
