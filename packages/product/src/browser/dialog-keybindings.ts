// SPDX-License-Identifier: MIT

import { KeybindingRegistry } from '@theia/core/lib/browser/keybinding';
import { injectable } from '@theia/core/shared/inversify';

/** An open dialog: Theia removes the element when it closes it. */
const DIALOG = '.dialogOverlay';

/**
 * Leaves the keys to a dialog while one is open. Theia would run commands behind it: Escape would hide a notification
 * instead of closing the dialog, and a list could open over it that gets no keys.
 */
@injectable()
export class DialogKeybindings extends KeybindingRegistry {
    override run(event: KeyboardEvent): void {
        if (document.querySelector(DIALOG) === null) {
            super.run(event);
        }
    }
}
