// SPDX-License-Identifier: MIT

import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDirectory } from './file-system/cloud-directory';
import { asCloudFolder } from './workspace/cloud-folder-address';

/** Returns the URI of the folder that is the workspace; `undefined` without one. */
export const WorkspaceFolder = Symbol('WorkspaceFolder');
export type WorkspaceFolder = () => URI | undefined;

/** In which folder of the user's own tree a text lies that is saved as a new cloud document. */
@injectable()
export class NewDocumentFolder {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(WorkspaceFolder)
    protected readonly workspace: WorkspaceFolder;

    /** The folder of the user's own tree that is the workspace; `undefined` if there is none. */
    get ofWorkspace(): string | undefined {
        const folder = asCloudFolder(this.workspace());
        return folder && this.ownPath(folder);
    }

    /** Returns the folder for the text at a URI: beside a document of the user's own tree, else the workspace, else the top. */
    of(uri: URI | undefined): string {
        return (uri && this.ownPath(uri.parent)) ?? this.ofWorkspace ?? '';
    }

    private ownPath(folder: URI): string | undefined {
        if (!this.directory.isCloudUri(folder)) {
            return undefined;
        }
        const location = this.directory.locate(folder);
        return location.kind === 'own' ? location.path : undefined;
    }
}
