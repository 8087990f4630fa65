// SPDX-License-Identifier: MIT

import { AuthSession, CloudError, SignInService, shownLocale } from '@sanyam/types';
import { CommandService } from '@theia/core/lib/common/command';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudDocumentCommands } from '../commands/cloud-document-commands';
import { reasonOf } from '../reason-of';
import { AccountUsage } from './account-usage';
import { CloudListing } from './cloud-listing';
import { CloudTreeContents } from './cloud-tree-contents';
import { CloudViewCommands } from './cloud-view-commands';

/** What the Cloud view says above its tree, or in place of it. */
export interface CloudViewNotice {
    readonly icon: string;
    readonly text: string;
    /** What to do next. The first one is the main button. */
    readonly actions: readonly { readonly label: string; run(): Promise<unknown> }[];
    /** Whether the tree is shown below. */
    readonly hasTree: boolean;
    /** Whether it is about a problem. */
    readonly isProblem: boolean;
}

/** Says what state the Cloud view is in, and what to do next. */
@injectable()
export class CloudViewNotices {
    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    @inject(AccountUsage)
    protected readonly usage: AccountUsage;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(CommandService)
    protected readonly commands: CommandService;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(SignInService)
    @optional()
    protected readonly signIn: SignInService | undefined;

    private isRestored = false;

    /** Resolves when it is known whether a user is signed in. */
    async restored(): Promise<void> {
        await this.session.ready;
        this.isRestored = true;
    }

    /** Returns undefined when the tree says everything. */
    get current(): CloudViewNotice | undefined {
        if (!this.isRestored) {
            return this.waiting(nls.localize('sanyam/cloudView/restoring', 'Restoring your session…'));
        }
        if (!this.session.user) {
            return this.signedOut();
        }
        if (this.listing.failure !== undefined) {
            return this.failed(this.listing.failure);
        }
        if (this.usage.overview?.features['cloud_storage'] === false) {
            return this.withoutCloudStorage(this.usage.overview.profile.tier);
        }
        if (this.listing.phase !== 'ready') {
            return this.listing.size > 0
                ? undefined
                : this.waiting(nls.localize('sanyam/cloudView/loadingAll', 'Loading your cloud documents…'));
        }
        if (this.contents.isFiltered) {
            return this.hasMatch() ? undefined : this.withoutMatch();
        }
        return this.listing.size === 0 && this.contents.everyFolder.length === 1 ? this.empty() : undefined;
    }

    private waiting(text: string): CloudViewNotice {
        return { icon: 'loading~spin', text, actions: [], hasTree: false, isProblem: false };
    }

    private signedOut(): CloudViewNotice {
        const reason = nls.localize('sanyam/cloudView/signIn', 'Sign in to see your cloud documents.');
        const run = async (): Promise<unknown> => this.signIn?.requireUser(reason);
        const label = nls.localize('sanyam/error/signIn', 'Sign In');
        return { icon: 'cloud', text: reason, actions: [{ label, run }], hasTree: false, isProblem: false };
    }

    private failed(error: unknown): CloudViewNotice {
        const retry = { label: nls.localize('sanyam/error/retry', 'Retry'), run: () => this.listing.reload() };
        if (CloudError.is(error, 'UNAUTHORIZED')) {
            return { ...this.signedOut(), text: reasonOf(error), isProblem: true };
        }
        const { updatedAt } = this.listing;
        const since =
            updatedAt === undefined
                ? ''
                : nls.localize('sanyam/cloudView/listFrom', ' This list is from {0}.', timeOfDay(updatedAt));
        const sentence = nls.localize(
            'sanyam/cloudView/listFailed',
            'Could not list your cloud documents. {0}',
            reasonOf(error)
        );
        return {
            icon: 'warning',
            text: sentence + since,
            actions: [retry],
            hasTree: updatedAt !== undefined,
            isProblem: true
        };
    }

    private withoutCloudStorage(tier: string): CloudViewNotice {
        return {
            icon: 'lock',
            text: nls.localize(
                'sanyam/cloudView/noFeature',
                'Your plan ({0}) does not include cloud documents. You can still read and download those that you have.',
                tier
            ),
            actions: [
                {
                    label: nls.localize('sanyam/error/howToUpgrade', 'How to Upgrade'),
                    run: () => this.errors.explainUpgrade(tier)
                }
            ],
            hasTree: true,
            isProblem: true
        };
    }

    private withoutMatch(): CloudViewNotice {
        const clear = async (): Promise<void> => void (this.contents.filter = '');
        return {
            icon: 'filter',
            text: nls.localize(
                'sanyam/cloudView/noMatchFor',
                'No document matches “{0}”.',
                this.contents.filter.trim()
            ),
            actions: [{ label: nls.localize('sanyam/cloudView/clearFilter', 'Clear Filter'), run: clear }],
            hasTree: false,
            isProblem: false
        };
    }

    private empty(): CloudViewNotice {
        const command = ({ id }: { id: string }, label: string) => ({
            label,
            run: () => this.commands.executeCommand(id)
        });
        return {
            icon: 'cloud-upload',
            text: nls.localize(
                'sanyam/cloudView/empty',
                'You have no cloud documents yet. Create one, upload files, or drop them here.'
            ),
            actions: [
                command(CloudViewCommands.NEW_DOCUMENT, CloudViewCommands.NEW_DOCUMENT.label),
                command(CloudViewCommands.UPLOAD, CloudViewCommands.UPLOAD.label),
                command(
                    CloudDocumentCommands.SAVE_TO_CLOUD,
                    nls.localize('sanyam/cloudView/saveOpenFile', 'Save the Open File to Cloud…')
                )
            ],
            hasTree: true,
            isProblem: false
        };
    }

    private hasMatch(): boolean {
        const { top, owners, trash } = this.contents;
        return top.count + owners.length + trash.length > 0;
    }
}

function timeOfDay(milliseconds: number): string {
    return new Date(milliseconds).toLocaleTimeString(shownLocale(nls.locale), { hour: '2-digit', minute: '2-digit' });
}
