// SPDX-License-Identifier: MIT

import type {
    QuickInputService,
    QuickPickItem,
    QuickPickOptions,
    QuickPickSeparator
} from '@theia/core/lib/common/quick-pick-service';
import { escapeIcons } from './escape-icons';

/** Returns an entry of a list whose texts are names: in them, `$(bug)` is text, and no icon. */
export function plainItem<Item extends QuickPickItem | QuickPickSeparator>(item: Item): Item {
    if (item.type === 'separator') {
        return item;
    }
    const { label, description, detail, highlights } = item;
    const isShownAlike = [label, description, detail].every(text => text === undefined || escapeIcons(text) === text);
    return isShownAlike
        ? item
        : {
              ...item,
              label: escapeIcons(label),
              ...(description === undefined ? {} : { description: escapeIcons(description) }),
              ...(detail === undefined ? {} : { detail: escapeIcons(detail) }),
              // They are places in the texts before.
              ...(highlights === undefined ? {} : { highlights: {} })
          };
}

/** Returns a quick input for a caller that shows names of files and folders as they are. */
export function plainQuickInput(quickInput: QuickInputService): QuickInputService {
    const plain: Pick<QuickInputService, 'showQuickPick'> = {
        showQuickPick: <Item extends QuickPickItem>(
            items: (Item | QuickPickSeparator)[],
            options?: QuickPickOptions<Item>
        ) =>
            quickInput.showQuickPick<Item>(
                items.map(item => plainItem(item)),
                options
            )
    };
    return Object.assign(Object.create(quickInput) as QuickInputService, plain);
}
