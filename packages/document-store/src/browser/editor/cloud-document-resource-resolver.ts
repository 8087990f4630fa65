// SPDX-License-Identifier: MIT

import type { Disposable } from '@theia/core/lib/common/disposable';
import type { Event } from '@theia/core/lib/common/event';
import type { Resource, ResourceResolver } from '@theia/core/lib/common/resource';
import type URI from '@theia/core/lib/common/uri';
import type { CloudDocumentService } from '../cloud-document-service';
import type { CloudDirectory } from '../file-system/cloud-directory';
import type { CloudDocumentWatcher } from '../file-system/cloud-document-watcher';
import { CloudDocumentResource } from './cloud-document-resource';

/** The tabs of the last session. */
export interface SessionTabs {
    /** Returns whether Theia opens them now. */
    readonly areOpening: () => boolean;
    /** Fires when what kept a text from being read may be over: the cloud can be reached again, or a user has signed in. */
    readonly onRetry: Event<void>;
}

/** Resolves `sanyam://` URIs to resources for editors: by document id, or as entries of the folder of all documents. */
export class CloudDocumentResourceResolver implements ResourceResolver {
    constructor(
        private readonly documents: CloudDocumentService,
        private readonly directory: CloudDirectory,
        private readonly watcher: CloudDocumentWatcher,
        private readonly session: SessionTabs
    ) {}

    async resolve(uri: URI): Promise<Resource> {
        if (!this.directory.isCloudUri(uri)) {
            throw new Error(`${uri} is not a cloud document.`);
        }
        try {
            const documentId = await this.directory.documentId(uri);
            const watch = (): Disposable => this.watcher.watch(documentId);
            const resource = new CloudDocumentResource(uri, documentId, this.documents, watch, this.session.areOpening);
            resource.disposeWith(this.session.onRetry(() => resource.retry()));
            return resource;
        } catch (error) {
            // Theia would replace an error thrown here with “A resource provider … is not registered”.
            return { uri, readContents: () => Promise.reject(error), dispose: () => undefined };
        }
    }
}
