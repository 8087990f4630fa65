// SPDX-License-Identifier: MIT

import type { PreloadContribution } from '@theia/core/lib/browser/preload/preloader';
import { parseSignInReturn, type SignInReturn } from '../../../common/sign-in/sign-in-return';
import { takePlace } from './sign-in-place';

/**
 * Takes a return from a link or a provider out of the address, before Theia looks there for a workspace, so that the code does
 * not stay in the address. Puts the workspace back.
 */
export class SignInReturnPreloadContribution implements PreloadContribution {
    constructor(private readonly bindReturn: (returned: SignInReturn) => void) {}

    initialize(): void {
        // Also without a return: a window that came back another way must not be led to the old workspace later.
        const place = takePlace();
        const returned = parseSignInReturn(window.location);
        if (returned) {
            window.history.replaceState(window.history.state, '', `${window.location.pathname}${place}`);
            this.bindReturn(returned);
        }
    }
}
