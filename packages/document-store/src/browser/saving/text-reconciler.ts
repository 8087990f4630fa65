// SPDX-License-Identifier: MIT

import { inject, injectable } from '@theia/core/shared/inversify';
import { mergeTexts, type MergeRequest, type MergeResult } from '../../common/merge/merge-texts';
import { CloudDocumentService } from '../cloud-document-service';
import type { CloudDocumentModel } from '../editor/cloud-document-model';
import type { SaveConflict } from '../editor/cloud-document-resource';
import { TextMerger } from '../merge/text-merger';
import { MergeNotice } from './merge-notice';

/** How often the worker merges for a user who types all the time, before the window does it and lets them wait once. */
const MAX_ATTEMPTS = 5;

/** Merges a newer version into the text of an editor, if their changes do not touch. */
@injectable()
export class TextReconciler {
    @inject(TextMerger)
    protected readonly merger: TextMerger;

    @inject(MergeNotice)
    protected readonly notice: MergeNotice;

    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    /** Merges the newest version into the text, and tells the user what came in. Returns whether it could be merged. */
    async merge(model: CloudDocumentModel, conflict: SaveConflict): Promise<boolean> {
        const { base, theirs } = conflict;
        if (base === undefined || theirs === undefined) {
            return false;
        }
        const { mine, result } = await this.mergeWithPresentText(model, { base: base.text, theirs: theirs.text });
        if (model.isDisposed() || result.kind === 'conflict') {
            return false;
        }
        model.takeMerged(result.text, result.incoming, theirs);
        if (result.incoming.length > 0) {
            this.notice.show(model, { before: mine, after: result.text }, conflict);
        }
        return true;
    }

    /** Notes a conflict between the text and a newer version as soon as it is known. The user then need not save first. */
    onNewerVersion(model: CloudDocumentModel): void {
        this.compare(model).catch((error: unknown) => console.error(error));
    }

    private async compare(model: CloudDocumentModel): Promise<void> {
        const { base, newest: theirs } = model;
        if (base === undefined || theirs === undefined) {
            return;
        }
        const mine = model.storedText();
        const { kind } = await this.merger.merge({ base: base.text, mine, theirs: theirs.text });
        const { version, updated_by: updatedBy } = await this.documents.read(model.documentId);
        const isPresent = !model.isDisposed() && model.dirty && model.base?.documentVersion === base.documentVersion;
        if (kind === 'conflict' && isPresent && version === theirs.documentVersion) {
            model.noteConflict({ base, theirs, version, updatedBy });
        }
    }

    private async mergeWithPresentText(
        model: CloudDocumentModel,
        others: Omit<MergeRequest, 'mine'>
    ): Promise<{ readonly mine: string; readonly result: MergeResult }> {
        for (let attempt = 1; attempt <= MAX_ATTEMPTS && !model.isDisposed(); attempt++) {
            const mine = model.storedText();
            const { version } = model;
            const result = await this.merger.merge({ ...others, mine });
            if (model.isDisposed() || model.version === version) {
                return { mine, result };
            }
        }
        const mine = model.isDisposed() ? others.base : model.storedText();
        return { mine, result: mergeTexts({ ...others, mine }) };
    }
}
