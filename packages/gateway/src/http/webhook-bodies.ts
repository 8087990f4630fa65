// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { CloudError, formatSize } from '@sanyam/types';
import type { IncomingMessage } from 'node:http';
import { largest } from '../admission/largest';
import type { Source } from '../admission/source';
import type { Room } from './body-blocks';
import type { BodyLimit } from './body-limit';
import { readBodyText } from './read-body-text';

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

/** Bodies that are read at the same time. Until a body has arrived, nobody knows who sends it. Each takes about 20 KB. */
const PLACES = 256;

/** Bytes of all these bodies that have arrived. */
const ROOM = 32 * 1024 * 1024;

/** Milliseconds for a whole body, so that nobody keeps the places for long. */
const PATIENCE = 10_000;

/** How much can be read at the same time. */
export interface WebhookLimits {
    readonly places: number;
    readonly room: number;
    /** Milliseconds for a whole body. After that, it is answered with REQUEST_TIMEOUT, and Stripe sends it again. */
    readonly patience: number;
}

/** A body that is read. */
interface Reading {
    readonly incoming: IncomingMessage;
    bytes: number;
    isDropped: boolean;
}

/**
 * Reads the bodies of webhooks, whose senders are unknown. When there are too many, or too many bytes, the network with
 * the most loses its oldest one. So a network that sends nothing but heads cannot keep the events of Stripe out, and
 * Stripe sends a body at once, so that also in its own network others are older.
 */
export class WebhookBodies {
    private readonly limits: WebhookLimits;
    /** The bodies of each network, the oldest first. */
    private readonly networks = new Map<string, Set<Reading>>();
    private size = 0;
    private bytes = 0;

    /** @param limits that differ from the usual ones */
    constructor(limits: Partial<WebhookLimits> = {}) {
        this.limits = { places: PLACES, room: ROOM, patience: PATIENCE, ...limits };
    }

    /**
     * @param source who sends the body
     * @throws CloudError BODY_TOO_LARGE, INVALID_JSON, REQUEST_TIMEOUT, SERVER_BUSY
     */
    async read(bindings: HttpBindings, { network }: Pick<Source, 'network'>): Promise<string> {
        const reading: Reading = { incoming: bindings.incoming, bytes: 0, isDropped: false };
        this.add(network, reading);
        const late = new AbortController();
        const patience = setTimeout(() => late.abort(), this.limits.patience);
        try {
            return await readBodyText(bindings, LIMIT, this.roomOf(reading), late.signal);
        } catch (error) {
            throw reading.isDropped ? new CloudError('SERVER_BUSY', undefined, {}, { cause: error }) : error;
        } finally {
            clearTimeout(patience);
            this.remove(network, reading);
        }
    }

    private add(network: string, reading: Reading): void {
        const readings = this.networks.get(network) ?? new Set();
        this.networks.set(network, readings.add(reading));
        this.size++;
        if (this.size > this.limits.places) {
            this.drop(placeOf);
        }
    }

    private remove(network: string, reading: Reading): void {
        const readings = this.networks.get(network);
        if (readings?.delete(reading) === true) {
            this.size--;
            this.bytes -= reading.bytes;
            if (readings.size === 0) {
                this.networks.delete(network);
            }
        }
    }

    private roomOf(reading: Reading): Room {
        const count = (bytes: number) => {
            // The bytes of a body that was dropped are not counted any more.
            if (!reading.isDropped) {
                reading.bytes += bytes;
                this.bytes += bytes;
            }
        };
        return {
            hold: bytes => {
                count(bytes);
                while (this.bytes > this.limits.room && this.drop(bytesOf, reading)) {
                    // Its bytes are not counted any more.
                }
                if (reading.isDropped) {
                    throw new CloudError('SERVER_BUSY');
                }
            },
            release: bytes => count(-bytes)
        };
    }

    /**
     * Drops the oldest body of the network with the most, and ends its connection.
     *
     * @param weigh what a body has of what is scarce
     * @param own the body that needs room. It gets an answer instead
     * @returns whether there was one
     */
    private drop(weigh: (reading: Reading) => number, own?: Reading): boolean {
        const [network, readings] = largest(this.networks, ([, each]) => sum(each, weigh)) ?? [];
        const oldest = [...(readings ?? [])].find(reading => weigh(reading) > 0);
        if (network === undefined || oldest === undefined) {
            return false;
        }
        this.remove(network, oldest);
        oldest.isDropped = true;
        if (oldest !== own) {
            oldest.incoming.destroy();
        }
        return true;
    }
}

const placeOf = () => 1;
const bytesOf = ({ bytes }: Reading) => bytes;

function sum(readings: ReadonlySet<Reading>, weigh: (reading: Reading) => number): number {
    let total = 0;
    for (const reading of readings) {
        total += weigh(reading);
    }
    return total;
}
