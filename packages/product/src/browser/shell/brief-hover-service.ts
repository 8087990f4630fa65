// SPDX-License-Identifier: MIT

import { HoverService } from '@theia/core/lib/browser/hover-service';
import { injectable } from '@theia/core/shared/inversify';

/**
 * Hides a tooltip when the user clicks or types elsewhere, because it would cover what they work with, such as a menu.
 * Theia leaves those with links, and all of them for the keyboard.
 */
@injectable()
export class BriefHoverService extends HoverService {
    protected override listenForMouseClick(): void {
        const hide = ({ target }: Event): void => {
            const isInside = target instanceof Node && this.hoverHost.contains(target);
            // Who points at the tooltip may be copying its text.
            if (!isInside && !this.hoverHost.matches(':hover')) {
                this.cancelHover();
            }
        };
        for (const type of ['mousedown', 'keydown']) {
            document.addEventListener(type, hide, true);
            this.disposeOnHide.push({ dispose: () => document.removeEventListener(type, hide, true) });
        }
    }
}
