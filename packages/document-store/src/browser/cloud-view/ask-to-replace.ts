// SPDX-License-Identifier: MIT

import { ConfirmSaveDialog, Dialog } from '@theia/core/lib/browser/dialogs';
import { nls } from '@theia/core/lib/common/nls';

/** What happens to documents or files with names that others want. */
export type ReplaceAnswer = 'replace' | 'keepBoth';

/**
 * Asks what happens to documents or files with the names of those that come to their folder.
 *
 * @param msg which documents or files they are, and what replacing does
 * @param first the answer that Enter gives
 * @returns undefined if the user cancels
 */
export async function askToReplace(
    title: string,
    msg: string | HTMLElement,
    first: ReplaceAnswer = 'replace'
): Promise<ReplaceAnswer | undefined> {
    const labels: Readonly<Record<ReplaceAnswer, string>> = {
        replace: nls.localizeByDefault('Replace'),
        keepBoth: nls.localize('sanyam/upload/keepBoth', 'Keep Both')
    };
    const second = first === 'replace' ? 'keepBoth' : 'replace';
    const answer = await new ConfirmSaveDialog({
        title,
        msg,
        cancel: Dialog.CANCEL,
        dontSave: labels[second],
        save: labels[first],
        maxWidth: 520
    }).open();
    return answer === undefined ? undefined : answer ? first : second;
}
