// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser';
import { injectable } from '@theia/core/shared/inversify';

/** Milliseconds that a page needs to go away. */
const END = 5000;

/**
 * Lets no request fail because its page goes away. The browser ends all requests of a page that is reloaded or closed. That
 * is no failure of the cloud, nobody is there to read about it, and it would stand in the log of the backend. A page that
 * stays, because its user wants to, hears of the failure a moment later.
 */
@injectable()
export class RequestsAtTheEnd implements FrontendApplicationContribution {
    initialize(): void {
        const send = window.fetch.bind(window);
        let lastQuestion = Number.NEGATIVE_INFINITY;
        // Captured: a window that leaves for a provider stops this event for all other listeners.
        window.addEventListener('beforeunload', () => (lastQuestion = performance.now()), { capture: true });
        window.fetch = async (input, init) => {
            try {
                return await send(input, init);
            } catch (error) {
                if (performance.now() - lastQuestion < END) {
                    await new Promise(resolve => setTimeout(resolve, END));
                }
                throw error;
            }
        };
    }
}
