// SPDX-License-Identifier: MIT

import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudEditors } from '../editor/cloud-editors';
import { quotedPlainly } from '../quoted';
import { TrashActions } from '../trash/trash-actions';

interface TrashCandidate {
    readonly id: string;
    readonly name: string;
}

/** Moves a cloud document to the trash after the user confirms it, because everyone with access loses it. */
@injectable()
export class MoveToTrashService {
    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(TrashActions)
    protected readonly trash: TrashActions;

    /** The cloud document in the current editor, with its current name; `undefined` if there is none. */
    get currentDocument(): TrashCandidate | undefined {
        return this.editors.current;
    }

    /** Asks for confirmation, then moves the document to the trash. The notice can undo it. Returns whether it was moved. */
    async run(candidate: TrashCandidate | undefined = this.currentDocument): Promise<boolean> {
        if (!candidate) {
            return false;
        }
        const { id, name } = candidate;
        const confirmed = await new ConfirmDialog({
            title: nls.localize('sanyam/trash/moveTitle', 'Move to Trash'),
            msg: nls.localize(
                'sanyam/trash/confirmMove',
                'Are you sure you want to move {0} to the trash? It is permanently deleted when its retention period ends.',
                quotedPlainly(name)
            ),
            ok: nls.localize('sanyam/trash/moveTitle', 'Move to Trash'),
            maxWidth: 480
        }).open();
        return confirmed === true && (await this.trash.trash([{ id, name }])).length > 0;
    }
}
