// SPDX-License-Identifier: MIT

import { AuthSession, CLOUD_ROOT_URI } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileStat } from '@theia/filesystem/lib/common/files';
import { WorkspaceService, type WorkspaceInput } from '@theia/workspace/lib/browser/workspace-service';
import { asCloudFolder, cloudFolderIn, cloudFolderName } from './cloud-folder-address';
import { OpenedFolders } from './opened-folders';

/**
 * Lets a cloud folder be the workspace. Theia takes the address of a window for the path of a folder on the disk, and
 * opens another folder if that one does not exist. A cloud folder is opened without looking for it, because its user may
 * have to sign in first, or the cloud may be away.
 */
@injectable()
export class CloudWorkspaceService extends WorkspaceService {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(OpenedFolders)
    protected readonly openedFolders: OpenedFolders;

    private isStarted = false;

    protected override async doInit(): Promise<void> {
        await super.doInit();
        this.isStarted = true;
    }

    protected override async doGetDefaultWorkspaceUri(): Promise<string | undefined> {
        return cloudFolderIn(window.location.hash) ?? super.doGetDefaultWorkspaceUri();
    }

    protected override getWorkspacePath(resource: URI): string {
        return asCloudFolder(resource)?.toString() ?? super.getWorkspacePath(resource);
    }

    protected override async toFileStat(uri: URI | string | undefined): Promise<FileStat | undefined> {
        const folder = asCloudFolder(uri);
        return folder ? FileStat.dir(folder) : super.toFileStat(uri);
    }

    override async recentWorkspaces(): Promise<string[]> {
        return this.openedFolders.visibleTo(this.session.user?.id, await super.recentWorkspaces());
    }

    override canHandle(uri: URI): boolean {
        return asCloudFolder(uri) !== undefined || super.canHandle(uri);
    }

    /** Opens a folder. While the window starts, this window shows it; later, the window starts again. */
    override async openWorkspace(uri: URI, options?: WorkspaceInput): Promise<void> {
        const folder = asCloudFolder(uri);
        if (folder && !this.isStarted) {
            await this.setWorkspace(FileStat.dir(folder));
            return;
        }
        await super.openWorkspace(uri, options);
    }

    /** Shows the top of the user's own tree in place of another cloud folder, without starting the window again. */
    async leaveCloudFolder(): Promise<void> {
        const folder = asCloudFolder(this._workspace?.resource);
        if (folder && folder.toString() !== CLOUD_ROOT_URI) {
            await this.setWorkspace(FileStat.dir(new URI(CLOUD_ROOT_URI)));
        }
    }

    getWorkspaceLabel(uri: URI): string | undefined {
        const folder = asCloudFolder(uri);
        return folder && nls.localize('sanyam/workspace/label', '{0} (Cloud)', cloudFolderName(folder));
    }

    protected override updateTitle(): void {
        super.updateTitle();
        const folder = asCloudFolder(this._workspace?.resource);
        if (folder) {
            this.windowTitleService.update({ rootName: cloudFolderName(folder), rootPath: folder.path.toString() });
        }
    }

    override async spliceRoots(start: number, deleteCount?: number, ...rootsToAdd: URI[]): Promise<URI[]> {
        const isCloud = [this._workspace?.resource, ...rootsToAdd].some(uri => asCloudFolder(uri));
        return isCloud ? this.refuse() : super.spliceRoots(start, deleteCount, ...rootsToAdd);
    }

    override async save(uri: URI | FileStat): Promise<void> {
        return asCloudFolder(this._workspace?.resource) ? this.refuse() : super.save(uri);
    }

    /** A workspace file has paths on the disk only: Theia would take `sanyam:///` for the root of the disk. */
    private async refuse(): Promise<never> {
        const sentence = nls.localize(
            'sanyam/workspace/alone',
            'Could not combine a cloud folder with other folders. Open it in a window of its own.'
        );
        await this.messageService.error(sentence);
        throw new Error(sentence);
    }
}
