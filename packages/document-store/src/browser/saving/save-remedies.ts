// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { AuthSession, PlanOffers, SignInService, type SignedInUser } from '@sanyam/types';
import { SaveableService } from '@theia/core/lib/browser/saveable-service';
import { CommandService } from '@theia/core/lib/common/command';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import type { Remedy } from '../cloud-error-presenter';
import { SaveToCloudService } from '../commands/save-to-cloud-service';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import { CloudEditors } from '../editor/cloud-editors';
import type { PlanPart } from './plan-room';
import { remedyKinds, type RemedyKind } from './remedy-kinds';
import { TextOwners } from './text-owners';

/** The command of @sanyam/auth. */
const SIGN_OUT = 'sanyam.signOut';

/** What the user can do about a text that the cloud refuses, so that no refusal is a dead end. */
@injectable()
export class SaveRemedies {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(SaveableService)
    protected readonly saveables: SaveableService;

    @inject(TextOwners)
    protected readonly owners: TextOwners;

    @inject(CommandService)
    protected readonly commands: CommandService;

    /** Without a cloud, nothing below is bound, and no cloud document can be open. */
    @inject(SaveToCloudService)
    @optional()
    protected readonly saveToCloud: SaveToCloudService | undefined;

    @inject(CloudDocumentStore)
    @optional()
    protected readonly store: CloudDocumentStore | undefined;

    @inject(SignInService)
    @optional()
    protected readonly signIn: SignInService | undefined;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    @inject(PlanOffers)
    @optional()
    protected readonly plans: PlanOffers | undefined;

    /** Returns whether somebody else is signed in than the user who typed the text. */
    isOfFormerUser(model: CloudDocumentModel): boolean {
        return this.owners.formerOwnerOf(model) !== undefined;
    }

    /** Returns what helps, the most helpful first. An error that passes by itself needs nothing. */
    of(model: CloudDocumentModel, error: unknown, plan?: PlanPart): Remedy[] {
        const former = this.owners.formerOwnerOf(model);
        const remedies: Record<RemedyKind, Remedy> = {
            'sign-in-as': {
                label: nls.localize('sanyam/saving/signInAs', 'Sign In as {0}', former?.email),
                run: () => this.signInAs(model, former)
            },
            restore: { label: nls.localize('sanyam/saving/restore', 'Restore'), run: () => this.restore(model) },
            'show-plans': {
                label: nls.localize('sanyam/saving/plans', 'Plan and Usage'),
                run: async () => this.plans?.showPlans()
            },
            'save-on-disk': {
                label: nls.localize('sanyam/saving/onDisk', 'Save a Copy on Disk'),
                run: () => this.saveOnDisk(model)
            },
            'save-as-new': {
                label: nls.localize('sanyam/saving/asNew', 'Save as a New Cloud Document'),
                run: () => this.saveAsNew(model)
            }
        };
        return remedyKinds(error, former !== undefined, plan)
            .filter(kind => kind !== 'show-plans' || this.plans !== undefined)
            .map(kind => remedies[kind]);
    }

    /** Returns whether a new document of the present user could take the text, if the plan has room. */
    canSaveAsNew(model: CloudDocumentModel, error: unknown): boolean {
        return !this.isOfFormerUser(model) && remedyKinds(error, false).includes('save-as-new');
    }

    private async signInAs(model: CloudDocumentModel, user: SignedInUser | undefined): Promise<void> {
        // The notice stays while users come and go: by now, this one or nobody may be signed in.
        if (this.session?.user && this.session.user.id !== user?.id) {
            await this.commands.executeCommand(SIGN_OUT);
        }
        const present = await this.signIn?.requireUser(
            nls.localize('sanyam/saving/signInReason', 'Sign in as {0} to save this document.', user?.email)
        );
        if (present?.id === user?.id) {
            await model.save();
        }
    }

    private async restore(model: CloudDocumentModel): Promise<void> {
        await this.store?.trash.restore(model.documentId);
        this.documents.forget(model.documentId, 'created');
        await model.save();
    }

    private async saveOnDisk({ documentId }: CloudDocumentModel): Promise<void> {
        const [widget] = this.editors.of(documentId);
        if (this.saveables.canSaveAs(widget)) {
            await this.saveables.saveAs(widget);
        }
    }

    private async saveAsNew({ documentId }: CloudDocumentModel): Promise<void> {
        const [widget] = this.editors.of(documentId);
        if (widget !== undefined) {
            await this.saveToCloud?.saveAsNew(widget);
        }
    }
}
