// SPDX-License-Identifier: MIT

import { AuthSession, SignInService, type SignOutPreparation } from '@sanyam/types';
import { ConfirmSaveDialog, Dialog } from '@theia/core/lib/browser/dialogs';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { NavigatableWidget } from '@theia/core/lib/browser/navigatable-types';
import { Saveable } from '@theia/core/lib/browser/saveable';
import { SaveableService } from '@theia/core/lib/browser/saveable-service';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import type { Widget } from '@theia/core/lib/browser/widgets/widget';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { SIGN_IN } from '../cloud-error-presenter';
import { CloudDirectory } from '../file-system/cloud-directory';
import { quoted, quotedPlainly } from '../quoted';
import { TextOwners } from '../saving/text-owners';

/** Closes the editors of cloud documents when their user signs out. Unsaved text never goes without a question. */
@injectable()
export class CloudEditorsAtSignOut implements SignOutPreparation, FrontendApplicationContribution {
    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    @inject(SaveableService)
    protected readonly saveables: SaveableService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(TextOwners)
    protected readonly owners: TextOwners;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    @inject(SignInService)
    @optional()
    protected readonly signIn: SignInService | undefined;

    private closing: Promise<unknown> = Promise.resolve();

    /** Resolves when the editors without unsaved text are closed. */
    get closed(): Promise<unknown> {
        return this.closing;
    }

    onStart(): void {
        this.session?.onDidChange(({ kind }) => {
            // After a sign-out in this window, all is closed already.
            if (kind === 'signed-out') {
                this.closeAfterSignOut().catch((error: unknown) => console.error(error));
            }
        });
        // The session of the user before has expired. What is open is theirs.
        this.owners.onDidChangeUser(({ former, kind }) => {
            if (former !== undefined && kind !== 'signed-out') {
                this.closeSaved().catch((error: unknown) => console.error(error));
            }
        });
    }

    async prepareSignOut(): Promise<boolean> {
        for (;;) {
            const unsaved = this.editors().filter(widget => Saveable.isDirty(widget));
            const decision = unsaved.length === 0 ? 'saved' : await this.ask(unsaved);
            if (decision === 'discarded') {
                await this.shell.closeMany(this.editors(), { save: false });
                return true;
            }
            if (decision === 'canceled') {
                return false;
            }
            await this.closeSaved();
            // Somebody may have typed meanwhile: that text has not been asked about.
            if (!this.editors().some(widget => Saveable.isDirty(widget))) {
                return true;
            }
        }
    }

    /** Returns what the user wants. `canceled` also if a text that they want to save could not be saved. */
    private async ask(unsaved: readonly Widget[]): Promise<'saved' | 'discarded' | 'canceled'> {
        const names = namesOf(unsaved, quotedPlainly);
        const isSaved = await new ConfirmSaveDialog({
            title: nls.localize('sanyam/signOut/title', 'Save your changes before you sign out?'),
            msg: nls.localize(
                'sanyam/signOut/question',
                'Signing out closes your cloud documents. Text that you do not save is lost: {0}.',
                names
            ),
            cancel: Dialog.CANCEL,
            dontSave: nls.localize('sanyam/signOut/discard', 'Discard Changes'),
            save: nls.localizeByDefault('Save All'),
            maxWidth: 560
        }).open();
        if (isSaved === true) {
            // A failed save says why. Its text stays in the editor, and the user stays signed in.
            await Promise.all(unsaved.map(widget => this.saveables.save(widget)));
            const left = unsaved.filter(widget => Saveable.isDirty(widget));
            if (left.length > 0) {
                this.tellUnsaved(left);
            }
            return left.length > 0 ? 'canceled' : 'saved';
        }
        return isSaved === false ? 'discarded' : 'canceled';
    }

    /** A save fails, or somebody types in the text while it is saved. */
    private tellUnsaved(widgets: readonly Widget[]): void {
        const names = namesOf(widgets, quoted);
        const sentence = nls.localize(
            'sanyam/signOut/stillUnsaved',
            'You are still signed in, because not all text is saved: {0}.',
            names
        );
        this.messages.warn(sentence).catch((error: unknown) => console.error(error));
    }

    /** Closes the editors after a sign-out in another window. Nobody could be asked, so unsaved text stays. */
    private async closeAfterSignOut(): Promise<void> {
        const unsaved = this.editors().filter(widget => Saveable.isDirty(widget));
        await this.closeSaved();
        if (unsaved.length === 0) {
            return;
        }
        const names = namesOf(unsaved, quoted);
        const answer = await this.messages.warn(
            nls.localize(
                'sanyam/signOut/elsewhere',
                'You signed out in another window. The unsaved text of {0} is only in this window, until you close or reload it. Sign in again to save it.',
                names
            ),
            { timeout: 0 },
            SIGN_IN
        );
        if (answer === SIGN_IN) {
            await this.signIn?.requireUser(
                nls.localize('sanyam/signOut/signIn', 'Sign in to save your cloud documents.')
            );
        }
    }

    private async closeSaved(): Promise<void> {
        const saved = this.editors().filter(widget => !Saveable.isDirty(widget));
        this.closing = this.shell.closeMany(saved, { save: false });
        await this.closing;
    }

    /** The unsaved text of a user who signed out in another window stays, until they sign in again. */
    private editors(): Widget[] {
        return this.shell.widgets.filter(widget => {
            const uri = NavigatableWidget.is(widget) ? widget.getResourceUri() : undefined;
            const model = uri && this.models.get(uri.toString());
            const isOfFormerUser = model !== undefined && this.owners.formerOwnerOf(model) !== undefined;
            // A comparison has two texts. Its resource is only the one on the right.
            const shown = widget instanceof EditorWidget ? widget.editor.uri : uri;
            return shown !== undefined && this.directory.isOfCloud(shown) && !isOfFormerUser;
        });
    }
}

/** Returns the names of what widgets show, each once. */
function namesOf(widgets: readonly Widget[], quote: (name: string) => string): string {
    return [...new Set(widgets.map(({ title }) => quote(title.label)))].join(', ');
}
