// SPDX-License-Identifier: MIT

import { FeatureGate, type CloudDocument } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { saveOverSeenText } from '../save-over-seen-text';
import { CloudListing } from './cloud-listing';
import { ManyDocuments } from './many-documents';

/** Milliseconds that the notice with Undo stays on the screen. It stays longer in the list of notices. */
const UNDO_NOTICE = 20_000;

/** The most characters of texts before and after that one upload keeps for Undo: all of a small plan, and 40 MB of memory. */
const MOST_KEPT = 20_000_000;

/** A replaced document with its text before and after. */
interface Replaced {
    readonly document: CloudDocument;
    readonly before: string;
    readonly after: string;
}

/** What one upload has replaced, for its Undo. Keys are the ids of documents. */
export type Replacements = Map<string, Replaced>;

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
        const kept = [...replaced.values()].reduce((sum, each) => sum + each.before.length + each.after.length, 0);
        if (text !== undefined && text !== after && kept + text.length + after.length <= MOST_KEPT) {
            replaced.set(id, { document: saved, before: text, after });
        }
        return saved;
    }

    /** Says that files are uploaded, and offers to undo what they replaced. */
    async say(text: string, replaced: Replacements): Promise<void> {
        const undo = nls.localize('sanyam/upload/undoReplacing', 'Undo Replacing');
        if (replaced.size === 0) {
            await this.messages.info(text, { timeout: 6000 });
        } else if ((await this.messages.info(text, { timeout: UNDO_NOTICE }, undo)) === undo) {
            await this.undo([...replaced.values()]);
        }
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
        const operation = nls.localize('sanyam/upload/undoFailed', 'Could not bring back the text of');
        await this.many.showFailures(operation, failed, nameOf, again => this.undo(again));
    }

    /** A promise that cannot be checked is not made. */
    private async hasHistory(): Promise<boolean> {
        try {
            return (await this.gate?.isFeatureEnabled('document_versioning')) ?? true;
        } catch {
            return false;
        }
    }
}

function nameOf({ document }: Replaced): string {
    return document.name;
}
