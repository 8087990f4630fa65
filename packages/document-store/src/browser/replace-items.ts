// SPDX-License-Identifier: MIT

import type { QuickPick, QuickPickItem, QuickPickSeparator } from '@theia/core/lib/common/quick-pick-service';

/** Shows other items in an open list. If the focused item is not among them, the list focuses the first one. */
export function replaceItems<Item extends QuickPickItem>(
    pick: QuickPick<Item>,
    items: readonly (Item | QuickPickSeparator)[]
): void {
    // Theia focuses the same item again. If it is gone, no item has the focus, and Enter does nothing.
    if (!pick.activeItems.every(item => items.includes(item))) {
        pick.activeItems = [];
    }
    pick.items = items;
}
