// SPDX-License-Identifier: MIT

import { AuthSession, type RecentFolders, type SessionChange } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { LocalStorageService } from '@theia/core/lib/browser/storage-service';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable } from '@theia/core/shared/inversify';
import { WorkspaceServer } from '@theia/workspace/lib/common/workspace-protocol';
import { FormerTexts } from '../former-user/former-texts';
import { asCloudFolder } from './cloud-folder-address';
import { CloudWorkspaceService } from './cloud-workspace-service';
import { OpenedFolders } from './opened-folders';

/** The id of the user who opened the cloud folders that this browser knows. */
const OWNER = 'sanyam.cloudFolders.owner';

/**
 * Forgets the cloud folders and the texts of a user who signs out, or after whom another one signs in. The names of folders
 * are in the title and the address of the window, and in the list of recent workspaces. The window shows My Documents, of
 * whoever signs in.
 */
@injectable()
export class FormerCloudFolders implements FrontendApplicationContribution, RecentFolders {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(CloudWorkspaceService)
    protected readonly workspace: CloudWorkspaceService;

    @inject(WorkspaceServer)
    protected readonly server: WorkspaceServer;

    @inject(LocalStorageService)
    protected readonly storage: LocalStorageService;

    @inject(OpenedFolders)
    protected readonly openedFolders: Pick<OpenedFolders, 'note'>;

    @inject(FormerTexts)
    protected readonly texts: FormerTexts;

    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;
    /** One change after another. */
    private work: Promise<void> = Promise.resolve();

    onStart(): void {
        this.session.onDidChange(change => this.queue(() => this.follow(change)));
        this.queue(async () => {
            await this.session.ready;
            await this.noteUser();
        });
    }

    /** Resolves when this window has followed the last change of its user. */
    get settled(): Promise<void> {
        return this.work;
    }

    private queue(task: () => Promise<void>): void {
        this.work = this.work.then(task).catch((error: unknown) => console.error(error));
    }

    private async follow({ kind }: Pick<SessionChange, 'kind'>): Promise<void> {
        if (kind === 'signed-out') {
            await this.forget();
            await this.storage.setData(OWNER, undefined);
        } else {
            await this.noteUser();
        }
        if (kind === 'expired') {
            this.didChange.fire();
        }
    }

    private async noteUser(): Promise<void> {
        const { user } = this.session;
        if (user === undefined) {
            return;
        }
        const owner = await this.storage.getData<string>(OWNER);
        if (owner !== undefined && owner !== user.id) {
            await this.forget();
        }
        await this.storage.setData(OWNER, user.id);
        await this.workspace.ready;
        const folder = asCloudFolder(this.workspace.workspace?.resource);
        if (folder !== undefined) {
            await this.openedFolders.note(folder, user.id);
        }
        this.didChange.fire();
    }

    private async forget(): Promise<void> {
        await this.workspace.ready;
        // First the list: the names are gone when the window shows My Documents.
        const recent = await this.server.getRecentWorkspaces();
        for (const address of recent) {
            if (asCloudFolder(address)?.path.isRoot === false) {
                await this.server.removeRecentWorkspace(address);
            }
        }
        await this.workspace.leaveCloudFolder();
        this.didChange.fire();
        await this.texts.forget();
    }
}
