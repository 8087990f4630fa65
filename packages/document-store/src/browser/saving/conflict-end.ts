// SPDX-License-Identifier: MIT

import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import type { Event } from '@theia/core/lib/common/event';
import type { SaveState } from './save-state';

/** A text that can be in conflict with a version in the cloud. */
export interface ConflictingText {
    readonly dirty: boolean;
    /** The version that the text is based on. */
    readonly base: { readonly documentVersion: number } | undefined;
    readonly saveState: SaveState;
    readonly onDidChangeSaveState: Event<void>;
    readonly onWillDispose: Event<void>;
    isDisposed(): boolean;
}

/** Returns whether nothing is left to decide between a text and a version: the text is saved, thrown away, or based on it. */
export function isDecided(text: ConflictingText, version: number): boolean {
    const isSaved = !text.dirty && text.saveState.kind !== 'saving';
    return text.isDisposed() || isSaved || (text.base?.documentVersion ?? 0) >= version;
}

/** Calls a function once, when nothing is left to decide: wherever the user decided, and also when the editor closes. */
export function onceDecided(text: ConflictingText, version: number, call: () => void): Disposable {
    const listeners = new DisposableCollection();
    const end = (): void => {
        listeners.dispose();
        call();
    };
    listeners.push(text.onDidChangeSaveState(() => isDecided(text, version) && end()));
    listeners.push(text.onWillDispose(end));
    return listeners;
}
