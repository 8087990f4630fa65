// SPDX-License-Identifier: MIT

import { inject, injectable } from '@theia/core/shared/inversify';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import { OpenNotices } from '../open-notices';

/** Removes the notices of failed saves when a later save, such as one of AutoSave, has succeeded. */
@injectable()
export class StaleSaveNotices {
    @inject(OpenNotices)
    protected readonly notices: OpenNotices;

    /** The sentences of the notices of an editor. */
    private readonly sentences = new WeakMap<CloudDocumentModel, Set<string>>();

    /**
     * Removes a notice of an editor as soon as its text is saved.
     *
     * @param sentence the whole notice, as the user sees it: others can begin with the same words
     */
    removeWhenSaved(model: CloudDocumentModel, sentence: string): void {
        const known = this.sentences.get(model);
        if (known !== undefined) {
            known.add(sentence);
            return;
        }
        const sentences = new Set([sentence]);
        this.sentences.set(model, sentences);
        const listener = model.onDidChangeSaveState(() => {
            if (model.saveState.kind === 'saved') {
                listener.dispose();
                this.sentences.delete(model);
                this.notices.clearSentences([...sentences]);
            }
        });
    }
}
