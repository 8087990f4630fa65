// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, parseCloudUri } from '@sanyam/types';
import type { Resource, ResourceResolver } from '@theia/core/lib/common/resource';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDocumentWatcher } from '../file-system/cloud-document-watcher';
import { CloudDocumentResource } from './cloud-document-resource';
import { SaveFailureService } from './save-failure-service';

/** Opens `sanyam://<document id>/<name>` in an editor. Entries of the folder are left to the file service. */
@injectable()
export class CloudDocumentResourceResolver implements ResourceResolver {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDocumentWatcher)
    protected readonly watcher: CloudDocumentWatcher;

    @inject(SaveFailureService)
    protected readonly failures: SaveFailureService;

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
            this.failures,
            this.watcher.watch(documentId)
        );
    }
}
