// SPDX-License-Identifier: MIT

import { isLeftOut } from '@sanyam/types';

/**
 * Says why a transfer of a folder leaves a path out. It offers --hidden only where that helps.
 *
 * @param path with `/` between its names, of which {@link isLeftOut} leaves out at least one
 * @param does what a transfer with --hidden does with it
 */
export function leftOutReason(path: string, does: 'saves' | 'writes'): string {
    return path.split('/').some(name => isLeftOut(name, true))
        ? 'Its name belongs to another program.'
        : `Its name is hidden. --hidden ${does} it.`;
}
