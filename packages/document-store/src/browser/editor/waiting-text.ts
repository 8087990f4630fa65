// SPDX-License-Identifier: MIT

import { CloudError, rateLimitDetailsSchema, unformatted } from '@sanyam/types';
import type { Disposable } from '@theia/core/lib/common/disposable';
import { MarkdownStringImpl, type MarkdownString } from '@theia/core/lib/common/markdown-rendering';
import { waitingMessage } from '../document-access';
import { isTransient } from '../saving/save-state';

/** Milliseconds until a text is asked for again. Each further pause is twice as long, up to the limit. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/** The longest that a server can ask to wait, in milliseconds: the hour of its limit. A clock here or there can be wrong. */
const LONGEST_WAIT = 3_600_000;

/** The text of a tab of the last session, until it can be read. It asks again after growing pauses. */
export class WaitingText implements Disposable {
    private sentence: string | undefined;
    private message: MarkdownString | undefined;
    private attempts = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private isDisposed = false;

    /**
     * @param ask asks for the text
     * @param random a number from 0 to 1, so that many tabs do not ask at the same moment
     */
    constructor(
        private readonly ask: () => void,
        private readonly random: () => number = Math.random
    ) {}

    /** Why there is no text yet; `undefined` if nothing is waited for. */
    get reason(): string | undefined {
        return this.sentence;
    }

    /** {@link reason}, as the message of a read-only editor. */
    get readOnly(): MarkdownString | undefined {
        return this.message;
    }

    /** Notes why the text could not be read, and asks again if that can pass by itself. */
    wait(error: unknown): void {
        const passes = isTransient(error);
        this.sentence = waitingMessage(error, passes);
        this.message = new MarkdownStringImpl(unformatted(this.sentence));
        clearTimeout(this.timer);
        if (passes && !this.isDisposed) {
            const pause = Math.min(FIRST_PAUSE * 2 ** this.attempts++, LONGEST_PAUSE);
            this.timer = setTimeout(this.ask, Math.max(pause, timeUntilRoom(error)) * (1 + this.random() / 2));
        }
    }

    /** Asks at once: what was in the way may be over. */
    retry(): void {
        if (this.sentence !== undefined) {
            clearTimeout(this.timer);
            this.attempts = 0;
            this.ask();
        }
    }

    /** Notes that the text is there. */
    end(): void {
        clearTimeout(this.timer);
        this.sentence = this.message = undefined;
        this.attempts = 0;
    }

    dispose(): void {
        this.isDisposed = true;
        clearTimeout(this.timer);
    }
}

/** Returns the milliseconds after which a limit has room again, as its error says. */
function timeUntilRoom(error: unknown): number {
    const limit = CloudError.is(error) ? rateLimitDetailsSchema.safeParse(error.details) : undefined;
    const wait = limit?.success === true ? Date.parse(limit.data.reset_at) - Date.now() : 0;
    return Math.min(Math.max(0, wait), LONGEST_WAIT);
}
