// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDirectory } from '../file-system/cloud-directory';
import { OpenAddresses } from '../file-system/open-addresses';
import { TreeAddresses } from '../file-system/tree-addresses';

/**
 * Returns the id of the document whose text is in memory at a URI: of an editor, a preview, a comparison or an extension, which
 * can hold the text of a document that is elsewhere now. `undefined` if there is none.
 */
export const DocumentOfText = Symbol('DocumentOfText');
export type DocumentOfText = (uri: URI) => string | undefined;

/**
 * The URIs for editors. An editor has the address of its document in the tree, so that language servers and extensions find
 * its neighbors. Where that is not known, or the editor of another document has it, the editor has the address by id.
 */
@injectable()
export class EditorAddresses {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(TreeAddresses)
    protected readonly trees: TreeAddresses;

    @inject(OpenAddresses)
    protected readonly openAddresses: OpenAddresses;

    @inject(DocumentOfText)
    protected readonly documentOfText: DocumentOfText;

    /** What is asked for now, by document id. A document that is opened twice at once gets one address. */
    private readonly asking = new Map<string, Promise<URI>>();

    /**
     * Opens the document at a URI, in the editor that has it, or at its address.
     *
     * @param shown returns the URI of the editor of a document
     * @param open opens an editor at the URI that it should have
     */
    async open<Editor>(
        uri: URI,
        shown: (documentId: string) => URI | undefined,
        open: (address: URI) => Promise<Editor>
    ): Promise<Editor> {
        const documentId = this.directory.isCloudUri(uri) ? await this.documentAt(uri) : undefined;
        if (documentId === undefined) {
            return open(uri);
        }
        const present = shown(documentId);
        const address = present ?? (await this.of(documentId, uri.path.base));
        if (present === undefined) {
            this.openAddresses.enter(address, documentId);
        }
        try {
            return await open(address.withFragment(uri.fragment));
        } catch (error) {
            if (shown(documentId) === undefined) {
                this.openAddresses.forget(address);
            }
            throw error;
        }
    }

    /**
     * Returns the URI for an editor of a document that is in none.
     *
     * @param name for the URI, if the cloud does not answer
     */
    async of(documentId: string, name: string): Promise<URI> {
        const known = this.asking.get(documentId);
        if (known !== undefined) {
            return known;
        }
        const asking = this.find(documentId, name).finally(() => this.asking.delete(documentId));
        this.asking.set(documentId, asking);
        return asking;
    }

    /**
     * Returns the URI that the editor of a document should have now.
     *
     * @throws CloudError if the cloud does not answer
     */
    async present(documentId: string): Promise<URI> {
        const document = await this.documents.read(documentId);
        const uri = await this.trees.of(document);
        // Whoever opened the text of another document would save it there.
        const others = [this.directory.knownDocumentId(uri), this.documentOfText(uri)].filter(
            id => id !== undefined && id !== documentId
        );
        return others.length === 0 ? uri : this.directory.permanentUri(document);
    }

    /** Returns `undefined` if there is no such document. The editor then says so. */
    private async documentAt(uri: URI): Promise<string | undefined> {
        try {
            return await this.directory.documentId(uri);
        } catch {
            return undefined;
        }
    }

    private async find(documentId: string, name: string): Promise<URI> {
        try {
            return await this.present(documentId);
        } catch (error) {
            if (!(error instanceof CloudError)) {
                throw error;
            }
            // The editor says so, when it cannot read the document.
            return this.directory.permanentUri({ id: documentId, name: this.documents.nameOf(documentId) ?? name });
        }
    }
}
