// SPDX-License-Identifier: MIT

import type { DocumentPlaces } from '@sanyam/types';
import type { Event } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { DocumentOfText, EditorAddresses } from '../editor/editor-addresses';
import { CloudDirectory } from './cloud-directory';

/** The places of cloud documents: in the tree of their owner. Documents with the same path have the same place. */
@injectable()
export class CloudDocumentPlaces implements DocumentPlaces {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    /** Bound where there are editors. */
    @inject(DocumentOfText)
    @optional()
    protected readonly documentOfText: DocumentOfText | undefined;

    @inject(EditorAddresses)
    @optional()
    protected readonly addresses: EditorAddresses | undefined;

    get onDidRename(): Event<unknown> {
        return this.documents.onDidRename;
    }

    nameOf(address: string): string | undefined {
        const documentId = this.documentAt(new URI(address));
        return documentId === undefined ? undefined : this.documents.nameOf(documentId);
    }

    async placeOf(address: string): Promise<string> {
        const documentId = this.documentAt(new URI(address));
        if (documentId === undefined) {
            return address;
        }
        // Also in an editor at an address in the tree: the document can have moved.
        const document = await this.documents.read(documentId);
        return this.directory.treeUri(document)?.toString() ?? address;
    }

    keptAddressOf(address: string): string | undefined {
        const uri = new URI(address);
        const id = this.documentAt(uri);
        return id && this.directory.permanentUri({ id, name: this.documents.nameOf(id) ?? uri.path.base }).toString();
    }

    async presentAddressOf(kept: string): Promise<string> {
        const uri = new URI(kept);
        const documentId = this.directory.knownDocumentId(uri);
        const present = documentId === undefined ? undefined : this.addresses?.of(documentId, uri.path.base);
        return (await present)?.toString() ?? kept;
    }

    /** A preview shows the text of a document also without its editor. Then nothing else knows its document. */
    private documentAt(uri: URI): string | undefined {
        return this.documentOfText?.(uri) ?? this.directory.knownDocumentId(uri);
    }
}
