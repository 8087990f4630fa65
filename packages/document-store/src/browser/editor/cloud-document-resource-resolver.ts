// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, parseCloudUri } from '@sanyam/types';
import type { Resource, ResourceResolver } from '@theia/core/lib/common/resource';
import type URI from '@theia/core/lib/common/uri';
import type { CloudDocumentService } from '../cloud-document-service';
import type { CloudDocumentWatcher } from '../file-system/cloud-document-watcher';
import { CloudDocumentResource, type SaveFailureHandler } from './cloud-document-resource';

/** Opens `sanyam://<document id>/<name>` in an editor. Entries of the folder are left to the file service. */
export class CloudDocumentResourceResolver implements ResourceResolver {
    /** @param failures asked for when it is first needed: it needs the editors, and they need this */
    constructor(
        private readonly documents: CloudDocumentService,
        private readonly watcher: CloudDocumentWatcher,
        private readonly failures: () => SaveFailureHandler
    ) {}

    async resolve(uri: URI): Promise<Resource> {
        if (uri.scheme !== CLOUD_SCHEME) {
            throw new Error(`${uri} is not a cloud document.`);
        }
        const location = parseCloudUri({ scheme: uri.scheme, authority: uri.authority, path: uri.path.toString() });
        if (location.kind !== 'document') {
            throw new Error(`${uri} is not opened by its document id.`);
        }
        const { documentId } = location;
        return new CloudDocumentResource(
            uri,
            documentId,
            this.documents,
            this.failures(),
            this.watcher.watch(documentId)
        );
    }
}
