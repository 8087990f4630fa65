// SPDX-License-Identifier: MIT

import type { Subscribe } from './auth-session';

/** An event emitter for code that cannot use Theia's `Emitter`. Listeners use {@link Subscribe}. */
export class Publisher<T> {
    private readonly listeners = new Set<{ listener: (event: T) => void }>();

    readonly subscribe: Subscribe<T> = listener => {
        // A separate entry for each subscription, so that a listener that subscribed twice can unsubscribe once.
        const entry = { listener };
        this.listeners.add(entry);
        return { dispose: () => void this.listeners.delete(entry) };
    };

    /** Calls all listeners. An error in one of them is logged and does not affect the others. */
    publish(event: T): void {
        for (const { listener } of [...this.listeners]) {
            try {
                listener(event);
            } catch (error) {
                console.error(error);
            }
        }
    }
}
