// SPDX-License-Identifier: MIT

import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudEditors } from '../editor/cloud-editors';
import { TrashActions } from '../trash/trash-actions';

interface TrashCandidate {
    readonly id: string;
    readonly name: string;
}

/** Moves the cloud document in front to the trash, as the Cloud view does: at once, with a notice that can undo it. */
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

    /** Moves the document to the trash. The notice can undo it. Returns whether it was moved. */
    async run(candidate: TrashCandidate | undefined = this.currentDocument): Promise<boolean> {
        return candidate !== undefined && (await this.trash.trash([candidate])).length > 0;
    }
}
