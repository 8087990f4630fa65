// SPDX-License-Identifier: MIT

import { MessageLoop } from '@theia/core/shared/@lumino/messaging';
import { Widget } from '@theia/core/shared/@lumino/widgets';

/** Gives the focus to an element, or to a widget if the element is gone, hidden or the page itself. */
export function giveFocus(element: HTMLElement | undefined, fallback: Widget | undefined): void {
    element?.focus({ preventScroll: true });
    if (document.activeElement === document.body && fallback) {
        // The shell would activate it later, and lose the first key.
        MessageLoop.sendMessage(fallback, Widget.Msg.ActivateRequest);
    }
}
