// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';
import { DefaultUriLabelProviderContribution, type DidChangeLabelEvent } from '@theia/core/lib/browser/label-provider';
import { Emitter, type Event } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { CloudDirectory } from './file-system/cloud-directory';

/** Above Theia's default for URIs (1), below its providers for tree nodes (50). */
const PRIORITY = 10;

/** Shows cloud documents with their current name, and a cloud icon to distinguish them from local files. */
@injectable()
export class CloudLabelProviderContribution extends DefaultUriLabelProviderContribution {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    private readonly didChange = new Emitter<DidChangeLabelEvent>();

    override get onDidChange(): Event<DidChangeLabelEvent> {
        return this.didChange.event;
    }

    @postConstruct()
    override init(): void {
        super.init();
        this.directory.onDidRename(({ documentId }) =>
            this.didChange.fire({
                affects: element => element instanceof URI && this.directory.knownDocumentId(element) === documentId
            })
        );
    }

    override canHandle(element: object): number {
        return element instanceof URI && this.directory.isCloudUri(element) ? PRIORITY : 0;
    }

    override getIcon(): string {
        return 'codicon codicon-cloud';
    }

    override getName(uri: URI): string {
        return withVisibleCharacters(this.directory.nameAt(uri));
    }

    override getLongName(uri: URI): string {
        return nls.localize('sanyam/document/longName', '{0} (Cloud)', this.getName(uri));
    }
}
