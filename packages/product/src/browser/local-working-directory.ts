// SPDX-License-Identifier: MIT

import type { Widget } from '@theia/core/lib/browser/widgets/widget';
import { Navigatable } from '@theia/core/lib/browser/navigatable-types';
import type URI from '@theia/core/lib/common/uri';
import { injectable } from '@theia/core/shared/inversify';
import { WorkspaceUserWorkingDirectoryProvider } from '@theia/workspace/lib/browser/workspace-user-working-directory-provider';

/**
 * The folder in which file dialogs begin: that of the last local file in front. Theia takes every document for a file, so
 * a cloud document in front would lead to a folder that does not exist.
 */
@injectable()
export class LocalWorkingDirectory extends WorkspaceUserWorkingDirectoryProvider {
    protected override setLastOpenResource(widget?: Widget): void {
        if (Navigatable.is(widget) && widget.getResourceUri()?.scheme === 'file') {
            super.setLastOpenResource(widget);
        }
    }

    /** The workspace may be a folder of the cloud. */
    protected override async getFromWorkspace(): Promise<URI | undefined> {
        const folder = await super.getFromWorkspace();
        return folder?.scheme === 'file' ? folder : undefined;
    }

    protected override async ensureIsDirectory(uri?: URI): Promise<URI | undefined> {
        return uri?.scheme === 'file' ? super.ensureIsDirectory(uri) : undefined;
    }
}
