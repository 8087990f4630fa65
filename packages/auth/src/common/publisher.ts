// SPDX-License-Identifier: MIT

import type { Subscribe } from '@sanyam/types';

/** The publishing end of a {@link Subscribe}, for code that cannot use Theia's `Emitter`. */
export class Publisher<T> {
    private readonly listeners = new Set<{ listener: (event: T) => void }>();

    readonly subscribe: Subscribe<T> = listener => {
        // An entry of its own, so that a listener that subscribed twice can leave once.
        const entry = { listener };
        this.listeners.add(entry);
        return { dispose: () => void this.listeners.delete(entry) };
    };

    /** Tells everyone; a listener that throws is logged and does not keep the event from the others. */
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
