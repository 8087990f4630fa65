// SPDX-License-Identifier: MIT

import { AuthSession, CloudError, type SessionChange, type SignedInUser } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { Emitter } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import { UNTITLED_SCHEME } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { CloudDocumentModel } from '../editor/cloud-document-model';

/** The owner of a text that was typed while nobody was signed in. */
export const NOBODY = 'nobody';

export type TextOwner = SignedInUser | typeof NOBODY;

/** Another user types in this window from now on, or nobody. */
export interface UserChange {
    /** `undefined` if nobody was signed in. */
    readonly former: SignedInUser | undefined;
    readonly kind: SessionChange['kind'];
}

/**
 * Whose unsaved text each editor has: that of the user who made the first edit since the text was saved. Somebody else can
 * sign in since, here or in another window of the browser. Drafts, AutoSave, saves and sign-outs all ask this class.
 */
@injectable()
export class TextOwners implements FrontendApplicationContribution {
    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    private readonly owners = new Map<MonacoEditorModel, TextOwner>();
    /** Ids of users who signed out, and have not signed in again. */
    private readonly signedOut = new Set<string>();
    private isReady = false;
    private present: SignedInUser | undefined;
    private readonly didChange = new Emitter<void>();
    /** Fires when a text has another owner, or may be kept for its owner again. */
    readonly onDidChange = this.didChange.event;
    private readonly didChangeUser = new Emitter<UserChange>();
    /** Fires when {@link user} is another one. */
    readonly onDidChangeUser = this.didChangeUser.event;

    onStart(): void {
        this.models.models.forEach(model => this.follow(model));
        this.models.onDidCreate(model => this.follow(model));
        this.session?.onDidChange(change => this.onSession(change));
        this.start().catch((error: unknown) => console.error(error));
    }

    /** Who types in this window: the signed-in user, or the one whose session has expired. */
    get user(): SignedInUser | undefined {
        return this.present;
    }

    /** Returns whose unsaved text an editor has; `undefined` if it has none, or if its user has signed out since. */
    keptFor(model: MonacoEditorModel): TextOwner | undefined {
        const owner = this.owners.get(model);
        return owner !== undefined && owner !== NOBODY && this.signedOut.has(owner.id) ? undefined : owner;
    }

    /** Returns the owner of an unsaved text, if somebody else is signed in now. */
    formerOwnerOf(model: MonacoEditorModel): SignedInUser | undefined {
        const owner = this.owners.get(model);
        const user = this.session?.user;
        return owner === undefined || owner === NOBODY || user === undefined || owner.id === user.id
            ? undefined
            : owner;
    }

    /** @throws CloudError FORBIDDEN if a save would send the text of one user as that of another */
    requireOwner(model: MonacoEditorModel): void {
        const owner = this.formerOwnerOf(model);
        if (owner !== undefined) {
            throw new CloudError(
                'FORBIDDEN',
                nls.localize(
                    'sanyam/saving/ofAnotherUser',
                    '{0} typed this text, and you are signed in as {1}. Sign in as {0}, or save a copy.',
                    owner.email,
                    this.session?.user?.email
                )
            );
        }
    }

    /** What was typed before the session was restored belongs to its user. */
    private async start(): Promise<void> {
        await this.session?.ready;
        this.isReady = true;
        this.present ??= this.session?.user;
        this.models.models.forEach(model => this.claim(model));
        this.didChange.fire();
    }

    private follow(model: MonacoEditorModel): void {
        if (!(model instanceof CloudDocumentModel) && new URI(model.uri).scheme !== UNTITLED_SCHEME) {
            return;
        }
        const onChange = (): void => (model.dirty ? this.claim(model) : this.release(model));
        const listeners = [model.onDirtyChanged(onChange), model.onContentChanged(onChange)];
        model.onWillDispose(() => {
            listeners.forEach(listener => listener.dispose());
            this.owners.delete(model);
        });
        onChange();
    }

    /** Gives a text to the present user, unless it is somebody else's. */
    private claim(model: MonacoEditorModel): void {
        const owner = this.owners.get(model);
        const claimant = this.present ?? NOBODY;
        if (this.isReady && model.dirty && owner !== claimant && (owner === undefined || owner === NOBODY)) {
            this.owners.set(model, claimant);
            this.didChange.fire();
        }
    }

    private release(model: MonacoEditorModel): void {
        if (this.owners.delete(model)) {
            this.didChange.fire();
        }
    }

    private onSession({ kind, user }: SessionChange): void {
        const former = this.present;
        if (user !== undefined) {
            this.present = user;
            this.signedOut.delete(user.id);
            // Only a user can save the text of a cloud document, so it waits for one.
            this.ofNobody()
                .filter(model => model instanceof CloudDocumentModel)
                .forEach(model => this.claim(model));
        } else if (kind === 'signed-out') {
            this.present = undefined;
            if (former !== undefined) {
                this.signedOut.add(former.id);
                this.leave(former);
            }
        }
        this.didChange.fire();
        if (former?.id !== this.present?.id) {
            this.didChangeUser.fire({ former, kind });
        }
    }

    private ofNobody(): MonacoEditorModel[] {
        return [...this.owners].filter(([, owner]) => owner === NOBODY).map(([model]) => model);
    }

    /** An untitled editor stays open when its user signs out. Whoever goes on with its text owns it then. */
    private leave(former: SignedInUser): void {
        for (const [model, owner] of this.owners) {
            if (owner !== NOBODY && owner.id === former.id && !(model instanceof CloudDocumentModel)) {
                this.owners.delete(model);
            }
        }
    }
}
