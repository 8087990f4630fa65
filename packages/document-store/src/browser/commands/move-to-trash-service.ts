// SPDX-License-Identifier: MIT

import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudEditors } from '../editor/cloud-editors';
import { quoted, quotedPlainly } from '../quoted';

interface TrashCandidate {
    readonly id: string;
    readonly name: string;
}

/** Moves a cloud document to the trash after the user confirms it, because everyone with access loses it. */
@injectable()
export class MoveToTrashService {
    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    /** The cloud document in the current editor, with its current name; `undefined` if there is none. */
    get currentDocument(): TrashCandidate | undefined {
        return this.editors.current;
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
        // An editor with unsaved text stays open, so that the text is not lost.
        const saved = this.editors.of(id).filter(({ saveable }) => !saveable.dirty);
        saved.forEach(widget => widget.close());
        return true;
    }
}
