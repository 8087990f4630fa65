// SPDX-License-Identifier: MIT

import type { DocumentPlaces } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDirectory } from './cloud-directory';

/** The places of cloud documents: in the tree of their owner. Documents with the same path have the same place. */
@injectable()
export class CloudDocumentPlaces implements DocumentPlaces {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    async placeOf(address: string): Promise<string> {
        const documentId = this.directory.knownDocumentId(new URI(address));
        if (documentId === undefined) {
            return address;
        }
        // Also in an editor at an address in the tree: the document can have moved.
        const document = await this.documents.read(documentId);
        return this.directory.treeUri(document)?.toString() ?? address;
    }
}
