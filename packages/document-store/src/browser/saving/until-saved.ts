// SPDX-License-Identifier: MIT

import { DisposableCollection } from '@theia/core/lib/common/disposable';
import type { ConflictingText } from './conflict-end';
import type { SaveState } from './save-state';

/** States of a text that has nothing left to save. */
const IS_OVER: ReadonlySet<SaveState['kind']> = new Set(['saved', 'trashed']);

/**
 * Returns a signal for the notice of a failed save. It aborts when a later save, such as one of AutoSave, has succeeded, and
 * when the text is thrown away with its editor: nothing can be done about it any more.
 */
export function untilSaved(
    text: Pick<ConflictingText, 'saveState' | 'onDidChangeSaveState' | 'onWillDispose'>
): AbortSignal {
    const controller = new AbortController();
    const end = (): void => {
        listeners.dispose();
        controller.abort();
    };
    const listeners = new DisposableCollection(
        text.onDidChangeSaveState(() => IS_OVER.has(text.saveState.kind) && end()),
        text.onWillDispose(end)
    );
    return controller.signal;
}
