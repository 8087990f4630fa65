// SPDX-License-Identifier: MIT

import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { isDecided, onceDecided, type ConflictingText } from './conflict-end';
import type { SaveState } from './save-state';

describe('a conflict', () => {
    /** A text with version 1 as its base, in conflict with version 3. */
    function open() {
        const changed = new Emitter<void>();
        const willDispose = new Emitter<void>();
        const present = { dirty: true, version: 1, saving: false };
        const text: ConflictingText = {
            get dirty() {
                return present.dirty;
            },
            get base() {
                return { documentVersion: present.version };
            },
            get saveState(): SaveState {
                return present.saving ? { kind: 'saving' } : { kind: 'unsaved', newerVersion: 3 };
            },
            onDidChangeSaveState: changed.event,
            onWillDispose: willDispose.event,
            isDisposed: () => false
        };
        const ends: string[] = [];
        const listening = onceDecided(text, 3, () => ends.push('decided'));
        const change = (next: Partial<typeof present>): void => {
            Object.assign(present, next);
            changed.fire();
        };
        return { text, ends, change, close: () => willDispose.fire(), listening };
    }

    it('is decided when the text is saved or thrown away, and not before a save has ended', () => {
        const { text, ends, change } = open();
        change({ saving: true });
        change({ dirty: false });
        expect([ends, isDecided(text, 3)]).to.deep.equal([[], false]);
        change({ saving: false });
        change({ dirty: true });
        change({ dirty: false });
        expect(ends).to.deep.equal(['decided']);
    });

    it('is decided when the text is based on the version, or on a newer one', () => {
        const { ends, change } = open();
        change({ version: 2 });
        expect(ends).to.deep.equal([]);
        change({ version: 4 });
        expect(ends).to.deep.equal(['decided']);
    });

    it('is over when the editor closes, and for who no longer wants to know', () => {
        const one = open();
        one.close();
        expect(one.ends).to.deep.equal(['decided']);
        const other = open();
        other.listening.dispose();
        other.close();
        expect(other.ends).to.deep.equal([]);
    });
});
