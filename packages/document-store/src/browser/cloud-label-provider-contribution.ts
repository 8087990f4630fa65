// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';
import {
    DefaultUriLabelProviderContribution,
    URIIconReference,
    type DidChangeLabelEvent
} from '@theia/core/lib/browser/label-provider';
import { Emitter, type Event } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { FileStat } from '@theia/filesystem/lib/common/files';
import { CloudDirectory } from './file-system/cloud-directory';
import { isInTree } from './file-system/open-addresses';
import { cloudFolderName } from './workspace/cloud-folder-address';

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
        if (element instanceof URI) {
            return this.directory.isCloudUri(element) ? PRIORITY : 0;
        }
        // Above that of Theia's workspace (10), which takes all files for files on the disk.
        return FileStat.is(element) && this.directory.isCloudUri(element.resource) ? PRIORITY + 1 : 0;
    }

    /** Returns the cloud for a document in a tab or a list, and the icon of its kind in the Explorer, where all is cloud. */
    override getIcon(element: URI | URIIconReference | FileStat): string {
        if (!FileStat.is(element)) {
            return 'codicon codicon-cloud';
        }
        return super.getIcon(URIIconReference.create(element.isDirectory ? 'folder' : 'file', element.resource));
    }

    override getName(element: URI | URIIconReference | FileStat): string {
        const uri = uriOf(element);
        if (isInTree(uri) && (uri.path.isRoot || FileStat.is(element))) {
            // An entry of the tree is what is there now. An editor at that place can have a document that was there.
            return uri.path.isRoot ? cloudFolderName(uri) : withVisibleCharacters(uri.path.base);
        }
        return withVisibleCharacters(this.directory.nameAt(uri));
    }

    override getLongName(element: URI | URIIconReference | FileStat): string {
        const uri = uriOf(element);
        const name = FileStat.is(element) ? withVisibleCharacters(uri.path.toString()) : this.getName(uri);
        return nls.localize('sanyam/document/longName', '{0} (Cloud)', name);
    }

    /** Returns the folder of a document in a tree, which stands behind its name in lists. */
    override getDetails(element: URI | URIIconReference | FileStat): string | undefined {
        const uri = uriOf(element);
        return isInTree(uri) ? withVisibleCharacters(uri.path.dir.toString().slice(1)) : this.getLongName(uri);
    }
}

function uriOf(element: URI | URIIconReference | FileStat): URI {
    if (FileStat.is(element)) {
        return element.resource;
    }
    return URIIconReference.is(element) ? (element.uri ?? new URI()) : element;
}
