// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { ManyDocuments } from '../cloud-view/many-documents';
import { MoveDocuments } from '../cloud-view/move-documents';
import { quotedPlainly } from '../quoted';
import { reasonOf } from '../reason-of';
import { TrashActions } from '../trash/trash-actions';
import { ToldError, type DocumentMove, type FolderWork } from './folder-work-protocol';

/** Does the work of the file system with notices: progress, a way to cancel, Undo, and what failed. */
@injectable()
export class NoticedFolderWork implements FolderWork {
    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(TrashActions)
    protected readonly trashActions: TrashActions;

    @inject(MoveDocuments)
    protected readonly moves: MoveDocuments;

    async move(moves: readonly DocumentMove[], target: string): Promise<number> {
        return this.moves.moveEach(moves, target);
    }

    async trash(documents: readonly CloudDocument[]): Promise<void> {
        const done = await this.trashActions.trash(documents);
        if (done.length < documents.length) {
            throw new ToldError(incomplete(done.length, documents.length));
        }
    }

    async copy(
        documents: readonly CloudDocument[],
        create: (document: CloudDocument, signal: AbortSignal) => Promise<unknown>
    ): Promise<void> {
        const { done, failed } = await this.many.run({
            items: documents,
            nameOf: ({ name }) => name,
            progress: nls.localize('sanyam/files/copying', 'Copying {0} documents…', documents.length),
            perform: create
        });
        const [first] = failed;
        if (first && documents.length === 1) {
            throw first.error;
        }
        if (first) {
            const sentence = nls.localize(
                'sanyam/files/copyFailed',
                'Copied {0} of {1} documents. Could not copy {2}: {3}',
                done.length,
                documents.length,
                quotedPlainly(first.item.name),
                reasonOf(first.error)
            );
            throw new Error(sentence);
        }
        if (done.length < documents.length) {
            throw new Error(incomplete(done.length, documents.length));
        }
    }
}

function incomplete(done: number, all: number): string {
    return nls.localize('sanyam/files/incomplete', 'Stopped after {0} of {1} documents.', done, all);
}
