// SPDX-License-Identifier: MIT

import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorManager } from '@theia/editor/lib/browser/editor-manager';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudDirectory } from '../file-system/cloud-directory';
import { quoted, quotedPlainly } from '../quoted';

interface TrashCandidate {
    readonly id: string;
    readonly name: string;
}

/** Moves a cloud document to the trash after the user confirms it, because everyone with access loses it. */
@injectable()
export class MoveToTrashService {
    @inject(EditorManager)
    protected readonly editors: EditorManager;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    /** The cloud document in the current editor, with its current name; `undefined` if there is none. */
    get currentDocument(): TrashCandidate | undefined {
        const uri = this.editors.currentEditor?.editor.uri;
        const id = uri && this.directory.knownDocumentId(uri);
        return id === undefined ? undefined : { id, name: this.documents.nameOf(id) ?? uri?.path.base ?? '' };
    }

    /** Asks for confirmation, then moves the document to the trash. Returns whether it was moved. */
    async run(candidate: TrashCandidate | undefined = this.currentDocument): Promise<boolean> {
        if (!candidate) {
            return false;
        }
        const { id, name } = candidate;
        const confirmed = await new ConfirmDialog({
            title: 'Move to Trash',
            msg: `Are you sure you want to move ${quotedPlainly(name)} to the trash? It is permanently deleted when its retention period ends.`,
            ok: 'Move to Trash',
            maxWidth: 480
        }).open();
        return confirmed ? this.trash(id, name) : false;
    }

    private async trash(id: string, name: string): Promise<boolean> {
        try {
            await this.documents.trash(id);
        } catch (error) {
            await this.errors.show(`Could not move ${quoted(name)} to the trash`, error, () => this.trash(id, name));
            return false;
        }
        const open = this.editors.all.filter(({ editor }) => this.directory.knownDocumentId(editor.uri) === id);
        // An editor with unsaved text stays open, so that the text is not lost.
        open.filter(({ saveable }) => !saveable.dirty).forEach(widget => widget.close());
        return true;
    }
}
