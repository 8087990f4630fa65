// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, withVisibleCharacters } from '@sanyam/types';
import { DefaultUriLabelProviderContribution, type DidChangeLabelEvent } from '@theia/core/lib/browser/label-provider';
import { Emitter, type Event } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { CloudDocumentService } from './cloud-document-service';
import { CloudDirectory } from './file-system/cloud-directory';

/** Above Theia's default for URIs (1), below its providers for tree nodes (50). */
const PRIORITY = 10;

/** Shows cloud documents with their current name, and a cloud icon to distinguish them from local files. */
@injectable()
export class CloudLabelProviderContribution extends DefaultUriLabelProviderContribution {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    private readonly didChange = new Emitter<DidChangeLabelEvent>();

    override get onDidChange(): Event<DidChangeLabelEvent> {
        return this.didChange.event;
    }

    @postConstruct()
    override init(): void {
        super.init();
        this.documents.onDidRename(({ documentId }) =>
            this.didChange.fire({
                affects: element => element instanceof URI && this.directory.knownDocumentId(element) === documentId
            })
        );
    }

    override canHandle(element: object): number {
        return element instanceof URI && element.scheme === CLOUD_SCHEME ? PRIORITY : 0;
    }

    override getIcon(): string {
        return 'codicon codicon-cloud';
    }

    /** Returns the current name. The name in the URI is the one that the document had when it was opened. */
    override getName(uri: URI): string {
        const documentId = this.directory.knownDocumentId(uri);
        const name = documentId === undefined ? undefined : this.documents.nameOf(documentId);
        return withVisibleCharacters(name ?? uri.path.base);
    }

    override getLongName(uri: URI): string {
        return `${this.getName(uri)} (Cloud)`;
    }
}
