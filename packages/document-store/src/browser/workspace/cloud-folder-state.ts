// SPDX-License-Identifier: MIT

import { AuthSession, CloudError, SignInService, onDidChangeUser } from '@sanyam/types';
import { CommandService } from '@theia/core/lib/common/command';
import { Emitter } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { WorkspaceService } from '@theia/workspace/lib/browser/workspace-service';
import { CloudConnection } from '../connection/cloud-connection';
import { reasonOf } from '../reason-of';
import { asCloudFolder } from './cloud-folder-address';
import { OpenCloudFolderCommands } from './open-cloud-folder-commands';

/** What the Explorer says in place of its tree. */
export interface CloudFolderNotice {
    readonly text: string;
    readonly action: { readonly label: string; run(): unknown } | undefined;
}

/** Whether the cloud folder that is the workspace can be shown, and what to do if it cannot. */
@injectable()
export class CloudFolderState {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudConnection)
    protected readonly connection: CloudConnection;

    @inject(WorkspaceService)
    protected readonly workspace: WorkspaceService;

    @inject(CommandService)
    protected readonly commands: CommandService;

    private failure: unknown;
    private isRestored = false;
    private readonly didChange = new Emitter<void>();
    /** Fires when the notice may be another one. */
    readonly onDidChange = this.didChange.event;
    private readonly didWant = new Emitter<void>();
    /** Fires when the folder should be listed again. */
    readonly onDidWantRefresh = this.didWant.event;

    @postConstruct()
    protected init(): void {
        const refresh = (): void => {
            this.didChange.fire();
            this.didWant.fire();
        };
        onDidChangeUser(this.session, refresh);
        this.connection.onDidChange(() => {
            if (this.connection.isOnline) {
                refresh();
            }
        });
        void this.session.ready.then(() => {
            this.isRestored = true;
            refresh();
        });
    }

    /** Whether a cloud folder is the workspace. */
    get isOpen(): boolean {
        return asCloudFolder(this.workspace.workspace?.resource) !== undefined;
    }

    /** Whether somebody is signed in, who can see the folder. */
    get hasUser(): boolean {
        return this.session.user !== undefined;
    }

    /** Notes that the folder was listed, or why it could not be. */
    noteRoot(failure: unknown): void {
        if (failure !== this.failure) {
            this.failure = failure;
            this.didChange.fire();
        }
    }

    /** Returns undefined if the tree can be shown. */
    get notice(): CloudFolderNotice | undefined {
        if (!this.isOpen) {
            return undefined;
        }
        if (!this.isRestored) {
            return {
                text: nls.localize('sanyam/cloudView/restoring', 'Restoring your session…'),
                action: undefined
            };
        }
        if (!this.hasUser) {
            const reason = nls.localize('sanyam/openFolder/signedOut', 'Sign in to see your cloud folder.');
            const label = nls.localize('sanyam/error/signIn', 'Sign In');
            return { text: reason, action: { label, run: () => this.signIn.requireUser(reason) } };
        }
        return this.failure === undefined ? undefined : this.failed(this.failure);
    }

    private failed(failure: unknown): CloudFolderNotice {
        if (CloudError.is(failure, 'DOCUMENT_NOT_FOUND')) {
            return {
                text: nls.localize('sanyam/openFolder/gone', 'This cloud folder does not exist, or it is empty.'),
                action: {
                    label: OpenCloudFolderCommands.OPEN.label,
                    run: () => this.commands.executeCommand(OpenCloudFolderCommands.OPEN.id)
                }
            };
        }
        return {
            text: nls.localize(
                'sanyam/openFolder/listFailed',
                'Could not list the cloud folder. {0}',
                reasonOf(failure)
            ),
            action: { label: nls.localize('sanyam/error/retry', 'Retry'), run: () => this.didWant.fire() }
        };
    }
}
