// SPDX-License-Identifier: MIT

import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { WorkspaceService } from '@theia/workspace/lib/browser/workspace-service';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDirectory } from '../file-system/cloud-directory';
import type { SearchedPath } from './path-filter';
import { searchScopeOf, WHOLE_CLOUD } from './search-scope';

/** The paths of open editors, for the patterns of files to include and to exclude. */
@injectable()
export class SearchedPaths {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(WorkspaceService)
    protected readonly workspace: WorkspaceService;

    /** Returns the path of the text in an editor. Of a comparison, it is the one that can be changed. */
    of(uri: URI): SearchedPath {
        const [, right] = DiffUris.isDiffUri(uri) ? DiffUris.decode(uri) : [];
        if (right !== undefined) {
            return this.of(right);
        }
        return this.directory.isCloudUri(uri) ? { path: this.inCloud(uri) } : this.onDisk(uri);
    }

    /** An editor can have the address by id, or the one where its document was. */
    private inCloud(uri: URI): string {
        const id = this.directory.knownDocumentId(uri);
        const place = id === undefined ? undefined : this.documents.placeOf(id);
        if (id === undefined || place === undefined) {
            return this.onDisk(uri).path;
        }
        const scopes = this.roots()
            .filter(root => this.directory.isCloudUri(root))
            .map(root => searchScopeOf(this.directory.locate(root)));
        return (
            [...scopes, WHOLE_CLOUD].map(scope => scope.pathOf({ id, ...place })).find(path => path !== undefined) ??
            place.name
        );
    }

    private onDisk(uri: URI): SearchedPath {
        const root = this.roots().find(each => each.isEqualOrParent(uri));
        const path = root?.relative(uri)?.toString();
        return path === undefined || path === ''
            ? { path: uri.path.toString().replace(/^\//, '') }
            : { path, root: root?.path.toString() };
    }

    private roots(): URI[] {
        return this.workspace.tryGetRoots().map(({ resource }) => resource);
    }
}
