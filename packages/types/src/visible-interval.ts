// SPDX-License-Identifier: MIT

// The parts of a browser that this file needs. This package is compiled without the types of browsers.
interface Events {
    addEventListener(type: string, listener: () => void): void;
    removeEventListener(type: string, listener: () => void): void;
}
declare const document: Events & { readonly visibilityState: string };
declare const window: Events;

interface Disposable {
    dispose(): void;
}

/**
 * Milliseconds between checks of the cloud while somebody looks, and for which a list counts as new. With 10,000 open
 * windows, a check makes 700 small requests a second.
 */
export const CHECK_INTERVAL = 15_000;

/**
 * Calls a function at an interval while somebody holds it and the window is visible, and at once when the window gets
 * visible or gets the focus.
 */
export class VisibleInterval implements Disposable {
    private holders = 0;
    private timer: ReturnType<typeof setInterval> | undefined;

    /** @param milliseconds between calls */
    constructor(
        private readonly milliseconds: number,
        private readonly call: () => void
    ) {}

    get isHeld(): boolean {
        return this.holders > 0;
    }

    /** Starts the interval. It ends when all holders have disposed what they got. */
    hold(): Disposable {
        if (++this.holders === 1) {
            this.timer = setInterval(this.tick, this.milliseconds);
            document.addEventListener('visibilitychange', this.tick);
            window.addEventListener('focus', this.tick);
        }
        let isHeld = true;
        return {
            dispose: () => {
                if (isHeld) {
                    isHeld = false;
                    this.release();
                }
            }
        };
    }

    dispose(): void {
        this.holders = 0;
        this.stop();
    }

    private release(): void {
        this.holders = Math.max(0, this.holders - 1);
        if (this.holders === 0) {
            this.stop();
        }
    }

    private stop(): void {
        clearInterval(this.timer);
        this.timer = undefined;
        document.removeEventListener('visibilitychange', this.tick);
        window.removeEventListener('focus', this.tick);
    }

    private readonly tick = (): void => {
        if (document.visibilityState === 'visible') {
            this.call();
        }
    };
}
