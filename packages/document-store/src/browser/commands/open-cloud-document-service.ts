// SPDX-License-Identifier: MIT

import { SignInService, type CloudDocument } from '@sanyam/types';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { CommandService } from '@theia/core/lib/common/command';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPick } from '@theia/core/lib/common/quick-pick-service';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudDirectory } from '../file-system/cloud-directory';
import { quoted } from '../quoted';
import { replaceItems } from '../replace-items';
import { emptyItem, loadingItem, matching, toItem, type CloudDocumentItem } from './cloud-document-items';
import { MoveToTrashService } from './move-to-trash-service';

/** Lists the user's cloud documents, newest change first, and opens the selected one. */
@injectable()
export class OpenCloudDocumentService {
    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(MoveToTrashService)
    protected readonly moveToTrash: MoveToTrashService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(OpenerService)
    protected readonly opener: OpenerService;

    @inject(CommandService)
    protected readonly commands: CommandService;

    async run(): Promise<void> {
        const reason = nls.localize('sanyam/documents/signInToOpen', 'Sign in to open your cloud documents.');
        if (!(await this.signIn.requireUser(reason))) {
            return;
        }
        const pick = this.quickInput.createQuickPick<CloudDocumentItem>();
        pick.title = nls.localize('sanyam/documents/openTitle', 'Open Cloud Document');
        pick.placeholder = nls.localize(
            'sanyam/documents/openPlaceholder',
            'Select a cloud document, or type to filter by name, folder, language or age'
        );
        pick.matchOnDescription = true;
        pick.matchOnDetail = true;
        pick.busy = true;
        pick.items = [loadingItem()];
        pick.onDidHide(() => pick.dispose());
        pick.onDidAccept(() => void this.accept(pick));
        pick.onDidTriggerItemButton(({ item }) => void this.trash(pick, item));
        pick.show();
        await this.fill(pick);
    }

    private async fill(pick: QuickPick<CloudDocumentItem>): Promise<void> {
        try {
            const documents = await this.documents.listAll({ include_shared: true });
            const items = documents.length > 0 ? documents.map(document => toItem(document)) : [emptyItem()];
            const show = (): void => replaceItems(pick, matching(items, pick.value));
            pick.onDidChangeValue(show);
            show();
            pick.busy = false;
        } catch (error) {
            pick.hide();
            const operation = nls.localize('sanyam/documents/listFailed', 'Could not list your cloud documents');
            await this.errors.show(operation, error, () => this.run());
        }
    }

    private async accept(pick: QuickPick<CloudDocumentItem>): Promise<void> {
        const [item] = pick.selectedItems;
        if (item?.document) {
            pick.hide();
            await this.openDocument(item.document);
        } else if (item?.commandId !== undefined) {
            pick.hide();
            await this.commands.executeCommand(item.commandId);
        }
    }

    private async openDocument(document: CloudDocument): Promise<void> {
        let opened: object | undefined;
        try {
            opened = await open(this.opener, this.directory.permanentUri(document));
        } catch (error) {
            const operation = nls.localize('sanyam/documents/openFailed', 'Could not open {0}', quoted(document.name));
            await this.errors.show(operation, error, () => this.openDocument(document));
            return;
        }
        // The editor detects the language by the name. If it finds none, the stored language applies.
        const editor = opened instanceof EditorWidget ? opened.editor : undefined;
        if (editor?.document.languageId === 'plaintext') {
            editor.setLanguage(document.language_id);
        }
    }

    private async trash(pick: QuickPick<CloudDocumentItem>, { document }: CloudDocumentItem): Promise<void> {
        pick.hide();
        if (document && (await this.moveToTrash.run(document))) {
            await this.run();
        }
    }
}
