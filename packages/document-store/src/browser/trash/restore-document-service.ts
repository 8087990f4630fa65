// SPDX-License-Identifier: MIT

import {
    AccountOverviewSource,
    AuthSession,
    FeatureGate,
    SignInService,
    withVisibleCharacters,
    type AccountOverview,
    type CloudDocument
} from '@sanyam/types';
import { codiconArray } from '@theia/core/lib/browser/widgets';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { deletedBy, timeLeft } from '../cloud-view/cloud-view-labels';
import { CloudEditors } from '../editor/cloud-editors';
import { escapeIcons } from '../escape-icons';
import { formatAge } from '../format-age';
import { planAllows } from '../plan-allows';
import { TrashActions } from './trash-actions';

interface TrashedItem extends QuickPickItem {
    readonly document: CloudDocument;
}

/** Lets the user choose documents in the trash, restores them, and opens the first one. */
@injectable()
export class RestoreDocumentService {
    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(AccountOverviewSource)
    protected readonly account: AccountOverviewSource;

    @inject(FeatureGate)
    @optional()
    protected readonly gate: FeatureGate | undefined;

    @inject(TrashActions)
    protected readonly trash: TrashActions;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    async run(): Promise<void> {
        const reason = nls.localize('sanyam/trash/signIn', 'Sign in to see your deleted documents.');
        if (!(await this.signIn.requireUser(reason))) {
            return;
        }
        let choices: [readonly CloudDocument[], AccountOverview, boolean];
        try {
            choices = await Promise.all([
                this.service.listAll({ state: 'trashed' }),
                this.account.overview(),
                planAllows(this.gate, 'document_recovery')
            ]);
        } catch (error) {
            const operation = nls.localize('sanyam/trash/listFailed', 'Could not list your deleted documents');
            await this.errors.show(operation, error, () => this.run());
            return;
        }
        await this.choose(...choices);
    }

    private async choose(
        documents: readonly CloudDocument[],
        overview: AccountOverview,
        restoresAll: boolean
    ): Promise<void> {
        if (documents.length === 0) {
            await this.messages.info(nls.localize('sanyam/trash/none', 'Your trash is empty.'));
            return;
        }
        const chosen = await this.quickInput.pick(
            documents.toSorted(byDeletion).map(document => this.item(document, overview)),
            {
                canPickMany: true,
                title: nls.localize('sanyam/trash/restoreTitle', 'Restore Deleted Document'),
                placeHolder: placeholder(overview.profile.tier, restoresAll),
                matchOnDescription: true
            }
        );
        const restored = chosen ? await this.trash.restore(chosen.map(({ document }) => document)) : [];
        const [first] = restored;
        if (first) {
            await this.editors.open(first);
        }
    }

    private item(document: CloudDocument, { tier_limits }: AccountOverview): TrashedItem {
        const now = Date.now();
        const { folder, name, deleted_at } = document;
        const age = formatAge(deleted_at ?? document.updated_at, now);
        const left = timeLeft(document, { now, trashRetentionDays: tier_limits.trash_retention_days });
        return {
            document,
            label: escapeIcons(withVisibleCharacters(name)),
            iconClasses: codiconArray('trash'),
            description: escapeIcons(withVisibleCharacters(folder)),
            detail: [
                nls.localize(
                    'sanyam/cloudView/deleted',
                    'Deleted {0} by {1}',
                    age,
                    deletedBy(document, this.session.user?.id)
                ),
                ...(left === undefined ? [] : [left])
            ].join(' · ')
        };
    }
}

/** The last deletion first. Times in RFC 3339 with the same number of digits sort like text. */
function byDeletion(one: CloudDocument, other: CloudDocument): number {
    return (other.deleted_at ?? '').localeCompare(one.deleted_at ?? '');
}

/** The plan may restore nothing but the last minutes. The list is shown all the same. */
function placeholder(tier: string, restoresAll: boolean): string {
    return restoresAll
        ? nls.localize('sanyam/trash/select', 'Select the documents to restore')
        : nls.localize(
              'sanyam/trash/limited',
              'Your plan ({0}) keeps deleted documents, but restores only those that you deleted in the last 10 minutes, and those that others deleted',
              tier
          );
}
