// SPDX-License-Identifier: MIT

import { unformatted } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import type { SaveConflict } from '../editor/cloud-document-resource';
import { CloudDirectory } from '../file-system/cloud-directory';
import { TextMerger } from '../merge/text-merger';
import { quoted } from '../quoted';
import { ConflictAuthors } from './conflict-authors';
import { COMPARE } from './save-conflict-dialog';
import { TextComparison } from './text-comparison';

/** The stored text of an editor before and after a merge. */
interface Merge {
    readonly before: string;
    readonly after: string;
}

const UNDO = nls.localize('sanyam/merge/undo', 'Undo');

/** Tells the user that changes of somebody else came into their text. They can look at them, and take them out again. */
@injectable()
export class MergeNotice {
    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(TextComparison)
    protected readonly comparison: TextComparison;

    @inject(TextMerger)
    protected readonly merger: TextMerger;

    @inject(ConflictAuthors)
    protected readonly authors: ConflictAuthors;

    /** Shows the notice. A later one for the same document takes its place. */
    show(model: CloudDocumentModel, merge: Merge, conflict: SaveConflict): void {
        this.tell(model, merge, conflict).catch((error: unknown) => console.error(error));
    }

    private async tell(model: CloudDocumentModel, merge: Merge, conflict: SaveConflict): Promise<void> {
        await this.offer(model, merge, await this.sentence(model, conflict));
    }

    private async sentence(model: CloudDocumentModel, conflict: SaveConflict): Promise<string> {
        const name = quoted(this.nameOf(model));
        const author = await this.authors.addressOf(model.documentId, conflict);
        if (author !== undefined) {
            return nls.localize(
                'sanyam/merge/mergedOf',
                '{0} saved a newer version of {1} in the cloud. Its changes are merged into your text.',
                unformatted(author),
                name
            );
        }
        return this.authors.isOwn(conflict)
            ? nls.localize(
                  'sanyam/merge/mergedOwn',
                  'You saved a newer version of {0} in another window. Its changes are merged into your text.',
                  name
              )
            : nls.localize(
                  'sanyam/merge/merged',
                  '{0} has a newer version in the cloud. Its changes are merged into your text.',
                  name
              );
    }

    private async offer(model: CloudDocumentModel, merge: Merge, sentence: string): Promise<void> {
        const answer = await this.messages.info(sentence, COMPARE, UNDO);
        if (answer === COMPARE) {
            await this.compare(model, merge);
            await this.offer(model, merge, sentence);
        } else if (answer === UNDO) {
            await this.undo(model, merge);
        }
    }

    private async compare(model: CloudDocumentModel, { before }: Merge): Promise<void> {
        const sides = nls.localize('sanyam/merge/sides', 'Before the Merge ↔ Now');
        await this.comparison.open(this.nameOf(model), before, new URI(model.uri), sides);
    }

    /** Takes out what came in. What the user typed since stays. */
    private async undo(model: CloudDocumentModel, merge: Merge): Promise<void> {
        const { base } = model;
        const mine = model.isDisposed() ? merge.after : model.storedText();
        const result = await this.merger.merge({ base: merge.after, mine, theirs: merge.before });
        if (!model.isDisposed() && base !== undefined && result.kind === 'merged' && mine === model.storedText()) {
            model.takeMerged(result.text, result.incoming, base);
            return;
        }
        await this.messages.warn(
            nls.localize(
                'sanyam/merge/undoFailed',
                'Could not take the changes out of {0}: the text around them has changed, or the editor was closed. The comparison shows them.',
                quoted(this.nameOf(model))
            )
        );
        await this.compare(model, merge);
    }

    private nameOf(model: CloudDocumentModel): string {
        return this.directory.nameAt(new URI(model.uri), model.documentId);
    }
}
