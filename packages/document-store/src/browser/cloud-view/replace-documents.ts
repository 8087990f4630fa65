// SPDX-License-Identifier: MIT

import { FeatureGate, type CloudDocument } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { planAllows } from '../plan-allows';
import { saveOverSeenText } from '../save-over-seen-text';
import { CloudListing } from './cloud-listing';
import { type FailureSentences, ManyDocuments } from './many-documents';
import type { Replaced, Replacements } from './replacements';

/** Milliseconds that the notice with Undo stays on the screen. It stays longer in the list of notices. */
const UNDO_NOTICE = 20_000;

/** Replaces the texts of documents by those of files, and takes it back. */
@injectable()
export class ReplaceDocuments {
    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(FeatureGate)
    @optional()
    protected readonly gate: FeatureGate | undefined;

    /** Returns what happens to the present text, for the question whether it is replaced. */
    async consequence(): Promise<string> {
        return (await this.hasHistory())
            ? nls.localize(
                  'sanyam/upload/existsHint',
                  'Replacing makes a new version. The history keeps the present text.'
              )
            : nls.localize(
                  'sanyam/upload/existsHintNoHistory',
                  'Replacing removes the present text: your plan has no history that keeps it.'
              );
    }

    /**
     * Replaces the text of a document, unless it has changed since `document`. Notes the former text.
     *
     * @throws CloudError as reading and saving do
     */
    async replace(
        document: CloudDocument,
        after: string,
        replaced: Replacements,
        signal: AbortSignal
    ): Promise<CloudDocument> {
        const { id, version } = document;
        const present = await this.service.read(id, signal);
        const text = present.version === version ? present.content : undefined;
        const saved = await saveOverSeenText(this.service, id, { version, text }, { content: after });
        if (text !== undefined && text !== after) {
            replaced.note({ document: saved, before: text, after });
        }
        return saved;
    }

    /** Says that files are uploaded, and offers to undo what they replaced. Says what that does not bring back. */
    async say(text: string, replaced: Replacements): Promise<void> {
        const undo = nls.localize('sanyam/upload/undoReplacing', 'Undo Replacing');
        const { kept } = replaced;
        const whole = [text, ...(await this.droppedHint(replaced))].join(' ');
        if (kept.length === 0) {
            await this.messages.info(whole, { timeout: replaced.droppedCount === 0 ? 6000 : UNDO_NOTICE });
        } else if ((await this.messages.info(whole, { timeout: UNDO_NOTICE }, undo)) === undo) {
            await this.undo(kept);
        }
    }

    private async droppedHint({ kept, droppedCount }: Replacements): Promise<string[]> {
        if (droppedCount === 0) {
            return [];
        }
        const tooLong =
            kept.length === 0
                ? nls.localize(
                      'sanyam/upload/undoNone',
                      'Undo Replacing is not possible: the replaced texts are too long.'
                  )
                : nls.localize(
                      'sanyam/upload/undoPart',
                      'Undo Replacing brings back {0} of {1} replaced texts: all of them are too long together.',
                      kept.length,
                      kept.length + droppedCount
                  );
        return (await this.hasHistory())
            ? [tooLong, nls.localize('sanyam/upload/undoHistory', 'The history has all of them.')]
            : [tooLong];
    }

    private async undo(items: readonly Replaced[]): Promise<void> {
        const { failed } = await this.many.run({
            items,
            nameOf,
            progress: nls.localize('sanyam/upload/undoing', 'Bringing {0} texts back…', items.length),
            perform: async ({ document: { id, version }, before, after }) =>
                this.listing.note(
                    await saveOverSeenText(this.service, id, { version, text: after }, { content: before })
                )
        });
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/upload/undoFailed', 'Could not bring back the text of {0}', name),
            several: count =>
                nls.localize(
                    'sanyam/upload/undoFailedSeveral',
                    'Could not bring back the texts of {0} documents',
                    count
                )
        };
        await this.many.showFailures(sentences, failed, nameOf, again => this.undo(again));
    }

    /** A promise that cannot be checked is not made. */
    private async hasHistory(): Promise<boolean> {
        try {
            return await planAllows(this.gate, 'document_versioning');
        } catch {
            return false;
        }
    }
}

function nameOf({ document }: Replaced): string {
    return document.name;
}
