// SPDX-License-Identifier: MIT

import type { MailStore } from './mail-store.js';

/** Returns an answer that never ends, and has an event for each change of the mails. */
export function changesOf(store: MailStore, signal: AbortSignal): Response {
    const encoder = new TextEncoder();
    let stop: () => void = () => undefined;
    const stream = new ReadableStream<Uint8Array>({
        start(controller) {
            const send = (text: string): void => controller.enqueue(encoder.encode(text));
            // A browser calls the connection open after the first bytes.
            send(': open\n\n');
            const unwatch = store.watch(() => send('data: changed\n\n'));
            stop = () => {
                unwatch();
                signal.removeEventListener('abort', close);
            };
            const close = (): void => {
                stop();
                controller.close();
            };
            signal.addEventListener('abort', close, { once: true });
        },
        cancel: () => stop()
    });
    return new Response(stream, {
        headers: {
            'Content-Type': 'text/event-stream',
            'Cache-Control': 'no-store',
            'X-Content-Type-Options': 'nosniff'
        }
    });
}
