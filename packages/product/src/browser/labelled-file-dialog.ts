// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';

/** Returns the names of fields by the classes that Theia gives them. */
function fieldNames(): readonly (readonly [field: string, name: string])[] {
    return [
        ['.theia-FileNameTextField', nls.localize('sanyam/fileDialog/name', 'Name')],
        ['.theia-LocationList, .theia-LocationTextInput', nls.localize('sanyam/fileDialog/folder', 'Folder')],
        ['.theia-FileTreeFiltersList', nls.localize('sanyam/fileDialog/filter', 'Kind of files')],
        ['.theia-ToggleHiddenInputCheckbox', nls.localize('theia/fileDialog/showHidden', 'Show hidden files')]
    ];
}

/**
 * Names the fields of a dialog that opens or saves files, for screen readers. Theia writes the names beside the fields,
 * without a link between them, and draws some fields anew.
 */
export function labelledFileDialog<Dialog extends { readonly node: HTMLElement }>(dialog: Dialog): Dialog {
    const names = fieldNames();
    const label = (): void => {
        for (const [selector, name] of names) {
            dialog.node.querySelectorAll(selector).forEach(field => field.setAttribute('aria-label', name));
        }
    };
    // It goes with the node.
    new MutationObserver(label).observe(dialog.node, { childList: true, subtree: true });
    return dialog;
}
