// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { CloudError, formatSize } from '@sanyam/types';
import type { IncomingMessage } from 'node:http';
import type { Room } from '../../http/body-blocks';
import type { BodyLimit } from '../../http/body-limit';
import { readBodyText } from '../../http/read-body-text';

/** Bytes. The largest events of Stripe have some hundred KB. */
const LARGEST = 1024 * 1024;

const LIMIT: BodyLimit = {
    size: { escaped: LARGEST, plain: LARGEST },
    refuse: bytes =>
        new CloudError('BODY_TOO_LARGE', `An event can have at most ${formatSize(LARGEST)}.`, {
            size: bytes,
            limit: LARGEST
        })
};

/** Bodies that are read at the same time. Until a body has arrived, nobody knows who sends it. They take at most 32 MB. */
const PLACES = 32;

/** Milliseconds for a whole body, so that nobody keeps the places for long. */
const PATIENCE = 10_000;

/** The number of bodies is limited, so their bytes need not be counted. */
const COUNTED_BY_PLACES: Room = { hold: () => undefined, release: () => undefined };

/** Reads the bodies of webhooks, whose senders are unknown. */
export class WebhookBodies {
    /** The requests whose bodies are read, the oldest first. */
    private readonly reading = new Set<IncomingMessage>();

    /**
     * @param places the bodies that are read at the same time
     * @param patience milliseconds for a whole body. After that, the connection ends
     */
    constructor(
        private readonly places = PLACES,
        private readonly patience = PATIENCE
    ) {}

    /**
     * When too many send at once, ends the connection of whoever sends for the longest time. Stripe sends its bodies at once, so
     * that connections which only wait cannot keep its events out.
     *
     * @throws CloudError BODY_TOO_LARGE, INVALID_JSON, REQUEST_TIMEOUT
     */
    async read(bindings: HttpBindings): Promise<string> {
        const { incoming } = bindings;
        const [oldest] = this.reading;
        if (oldest !== undefined && this.reading.size >= this.places) {
            this.reading.delete(oldest);
            oldest.destroy();
        }
        this.reading.add(incoming);
        const patience = setTimeout(() => incoming.destroy(), this.patience);
        try {
            return await readBodyText(bindings, LIMIT, COUNTED_BY_PLACES);
        } finally {
            clearTimeout(patience);
            this.reading.delete(incoming);
        }
    }
}
