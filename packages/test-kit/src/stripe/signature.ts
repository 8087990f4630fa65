// SPDX-License-Identifier: MIT

import { createHmac } from 'node:crypto';

/**
 * Returns the header with which Stripe signs a body.
 *
 * @param seconds the time of the signature, in seconds since 1970
 */
export function signatureOf(body: string, secret: string, seconds = Math.floor(Date.now() / 1000)): string {
    const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    return `t=${seconds},v1=${digest}`;
}

/**
 * Sends an event to a webhook, as Stripe does.
 *
 * @returns the status of the answer; undefined if there was none
 */
export async function sendEvent(event: object, url: string, secret: string): Promise<number | undefined> {
    const body = JSON.stringify(event);
    try {
        const answer = await fetch(url, {
            method: 'POST',
            headers: {
                'Content-Type': 'application/json; charset=utf-8',
                'Stripe-Signature': signatureOf(body, secret)
            },
            body
        });
        await answer.arrayBuffer();
        return answer.status;
    } catch {
        return undefined;
    }
}
