// SPDX-License-Identifier: MIT

import { ConfirmSaveDialog, Dialog } from '@theia/core/lib/browser/dialogs';
import { nls } from '@theia/core/lib/common/nls';

/** What happens to documents or files with names that others want. */
export type ReplaceAnswer = 'replace' | 'keepBoth';

/**
 * Asks what happens to documents or files with the names of those that come to their folder.
 *
 * @param msg which documents they are, and what replacing does
 * @returns undefined if the user cancels
 */
export async function askToReplace(title: string, msg: string): Promise<ReplaceAnswer | undefined> {
    const answer = await new ConfirmSaveDialog({
        title,
        msg,
        cancel: Dialog.CANCEL,
        dontSave: nls.localize('sanyam/upload/keepBoth', 'Keep Both'),
        save: nls.localizeByDefault('Replace'),
        maxWidth: 520
    }).open();
    return answer === undefined ? undefined : answer ? 'replace' : 'keepBoth';
}
