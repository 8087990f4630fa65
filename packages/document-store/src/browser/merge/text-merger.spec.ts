// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mock } from 'node:test';
import { mergeTexts, type MergeRequest } from '../../common/merge/merge-texts';
import { TextMerger } from './text-merger';
import { STARTED } from './worker-started';

const REQUEST: MergeRequest = { base: '1\n2\n3\n', mine: 'one\n2\n3\n', theirs: '1\n2\nthree\n' };
const MERGED = mergeTexts(REQUEST);

/** A worker whose script never arrives. */
const HELD = 'held';

/** A worker that answers with `answer`, or fails without one. */
class StubWorker {
    onmessage: ((event: { data: unknown }) => void) | undefined;
    onerror: ((event: { message: string }) => void) | undefined;
    request: unknown;
    isTerminated = false;

    constructor(private readonly answer: unknown) {}

    postMessage(request: unknown): void {
        this.request = request;
        queueMicrotask(() => {
            if (this.answer === HELD) {
                return;
            }
            if (this.answer === undefined) {
                this.onerror?.({ message: 'There is no script.' });
            } else {
                this.onmessage?.({ data: STARTED });
                this.onmessage?.({ data: this.answer });
            }
        });
    }

    terminate(): void {
        this.isTerminated = true;
    }
}

function mergerWith(worker: StubWorker | undefined): TextMerger {
    const merger = new TextMerger();
    const createWorker = (): StubWorker => {
        if (worker === undefined) {
            throw new Error('There are no workers.');
        }
        return worker;
    };
    return Object.assign(merger, { createWorker });
}

describe('the text merger', () => {
    it('returns the answer of a worker, and ends the worker', async () => {
        const answer = { kind: 'conflict', conflicts: [] };
        const worker = new StubWorker(answer);
        expect(await mergerWith(worker).merge(REQUEST)).to.equal(answer);
        expect(worker.request).to.equal(REQUEST);
        expect(worker.isTerminated).to.equal(true);
    });

    it('merges the texts itself if the script of the worker does not arrive', async () => {
        const worker = new StubWorker(HELD);
        mock.timers.enable({ apis: ['setTimeout'] });
        try {
            const merging = mergerWith(worker).merge(REQUEST);
            mock.timers.tick(10_000);
            expect(await merging).to.deep.equal(MERGED);
        } finally {
            mock.timers.reset();
        }
        expect(worker.isTerminated).to.equal(true);
    });

    it('merges the texts itself if the worker cannot start', async () => {
        const worker = new StubWorker(undefined);
        expect(await mergerWith(worker).merge(REQUEST)).to.deep.equal(MERGED);
        expect(worker.isTerminated).to.equal(true);
        expect(await mergerWith(undefined).merge(REQUEST)).to.deep.equal(MERGED);
    });
});
