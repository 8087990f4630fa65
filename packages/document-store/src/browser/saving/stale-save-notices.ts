// SPDX-License-Identifier: MIT

import { DisposableCollection } from '@theia/core/lib/common/disposable';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import { OpenNotices } from '../open-notices';

/** States of a text that has nothing left to save. */
const IS_OVER: ReadonlySet<string> = new Set(['saved', 'trashed']);

/**
 * Removes the notices of failed saves when a later save, such as one of AutoSave, has succeeded, and when the text is thrown
 * away with its editor: nothing could be done about it any more.
 */
@injectable()
export class StaleSaveNotices {
    @inject(OpenNotices)
    protected readonly notices: OpenNotices;

    /** The editor that showed a sentence last. Theia shows the same sentence of two editors once: the later one's. */
    private readonly owners = new Map<string, CloudDocumentModel>();
    /** The editors with notices. */
    private readonly followed = new Set<CloudDocumentModel>();

    /**
     * Removes a notice of an editor as soon as its text is saved.
     *
     * @param sentence the whole notice, as the user sees it: others can begin with the same words
     */
    removeWhenSaved(model: CloudDocumentModel, sentence: string): void {
        this.owners.set(sentence, model);
        if (this.followed.has(model)) {
            return;
        }
        this.followed.add(model);
        const end = (): void => {
            listeners.dispose();
            this.followed.delete(model);
            this.remove(model);
        };
        const listeners = new DisposableCollection(
            model.onDidChangeSaveState(() => IS_OVER.has(model.saveState.kind) && end()),
            model.onWillDispose(end)
        );
    }

    private remove(model: CloudDocumentModel): void {
        const sentences = [...this.owners].filter(([, owner]) => owner === model).map(([sentence]) => sentence);
        sentences.forEach(sentence => this.owners.delete(sentence));
        this.notices.clearSentences(sentences);
    }
}
