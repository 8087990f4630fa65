// SPDX-License-Identifier: MIT

import type { LeavePreparation } from '@sanyam/types';
import { aborted } from './aborted';
import { rememberPlace } from './return/sign-in-place';

/** What leaving needs of a window. */
export interface LeavingWindow extends Pick<Window, 'addEventListener' | 'stop'> {
    readonly location: Pick<Location, 'assign'>;
}

/**
 * Leads this window to another page. The browser asks first if unsaved text would be lost. The window stays if `signal` is
 * aborted.
 */
export async function leaveWindow(
    address: string,
    signal: AbortSignal,
    preparation: LeavePreparation | undefined,
    page: LeavingWindow = window
): Promise<void> {
    // Keeping the text takes as long as the browser wants.
    const isKept = await Promise.race([preparation?.prepareLeave(), aborted(signal)]);
    if (signal.aborted) {
        return;
    }
    if (isKept === true) {
        // Only for this once: Theia's `setSafeToShutDown` holds for as long as the window is open.
        page.addEventListener('beforeunload', event => event.stopImmediatePropagation(), { capture: true, signal });
    }
    signal.addEventListener('abort', () => page.stop(), { once: true });
    rememberPlace();
    page.location.assign(address);
}
