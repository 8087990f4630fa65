// SPDX-License-Identifier: MIT

import { injectable } from '@theia/core/shared/inversify';
import { mergeTexts, type MergeRequest, type MergeResult } from '../../common/merge/merge-texts';
import { STARTED } from './worker-started';

/** The bundle of merge-worker.ts, beside the page. */
const WORKER = './merge.worker.js';

/** Milliseconds that a save waits for the script of the worker (10 KB), which the backend serves and can hold back. */
const START_LIMIT = 3_000;

/** Merges texts in a worker, so that the user can go on typing: 2 million short lines (8 MB) take 2 s. */
@injectable()
export class TextMerger {
    /** Returns the same as {@link mergeTexts}. Without a worker, merges in this thread: the user's text comes first. */
    async merge(request: MergeRequest): Promise<MergeResult> {
        try {
            return await this.mergeInWorker(request);
        } catch (error) {
            // The backend serves the script, and it can be away.
            console.warn('Could not start the worker that merges texts. The window merges them itself.', error);
            return mergeTexts(request);
        }
    }

    protected createWorker(): Worker {
        return new Worker(WORKER);
    }

    private async mergeInWorker(request: MergeRequest): Promise<MergeResult> {
        const worker = this.createWorker();
        const answer = Promise.withResolvers<MergeResult>();
        const limit = setTimeout(() => answer.reject(new Error('Its script did not arrive.')), START_LIMIT);
        worker.onmessage = ({ data }: MessageEvent<MergeResult | typeof STARTED>) => {
            if (data === STARTED) {
                clearTimeout(limit);
            } else {
                answer.resolve(data);
            }
        };
        worker.onerror = ({ message }) => answer.reject(new Error(message));
        worker.postMessage(request);
        try {
            return await answer.promise;
        } finally {
            clearTimeout(limit);
            worker.terminate();
        }
    }
}
