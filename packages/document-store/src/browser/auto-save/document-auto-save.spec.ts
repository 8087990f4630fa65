// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { mock } from 'node:test';
import type { SaveConflict } from '../editor/cloud-document-resource';
import type { SaveState } from '../saving/save-state';
import type { AutoSaveSettings } from './auto-save-preferences';
import { DocumentAutoSave, type SavedText } from './document-auto-save';

const DELAY = 10_000;
const SAVED: SaveState = { kind: 'saved', at: undefined };
const UNSAVED: SaveState = { kind: 'unsaved', newerVersion: undefined };
const PENDING: SaveState = { kind: 'pending', error: new CloudError('SERVICE_UNAVAILABLE') };
const FAILED: SaveState = { kind: 'failed', error: new CloudError('DOCUMENT_TOO_LARGE') };
const CONFLICT: SaveState = {
    kind: 'conflict',
    conflict: { base: undefined, theirs: undefined, version: 2, updatedBy: null } satisfies SaveConflict
};

/** A text whose saves end in the state that a test chooses. */
class StubText implements SavedText {
    saveState = SAVED;
    outcome = SAVED;
    saves = 0;
    private readonly didChangeState = new Emitter<void>();
    readonly onDidChangeSaveState = this.didChangeState.event;
    private readonly didChangeContent = new Emitter<void>();
    readonly onContentChanged = this.didChangeContent.event;

    become(state: SaveState): void {
        this.saveState = state;
        this.didChangeState.fire();
    }

    edit(): void {
        if (this.saveState.kind === 'saved') {
            this.become(UNSAVED);
        }
        this.didChangeContent.fire();
    }

    async saveAutomatically(): Promise<void> {
        this.saves++;
        this.become({ kind: 'saving' });
        this.become(this.outcome);
    }
}

describe('AutoSave of a document', () => {
    beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
    afterEach(() => mock.timers.reset());

    function open(settings: AutoSaveSettings = { enabled: true, delay: DELAY }) {
        const text = new StubText();
        const present = { ...settings };
        const autoSave = new DocumentAutoSave(
            text,
            () => present,
            () => 0
        );
        return { text, autoSave, settings: present };
    }

    it('saves when the delay after the last edit has passed [FR-096]', () => {
        const { text } = open();
        text.edit();
        mock.timers.tick(DELAY - 1);
        text.edit();
        mock.timers.tick(DELAY - 1);
        expect(text.saves).to.equal(0);
        mock.timers.tick(1);
        expect(text.saves).to.equal(1);
        mock.timers.tick(100 * DELAY);
        expect(text.saves).to.equal(1);
    });

    it('saves after six delays while the user types without a pause', () => {
        const { text } = open();
        for (let edits = 0; edits < 12; edits++) {
            text.edit();
            mock.timers.tick(DELAY / 2);
        }
        expect(text.saves).to.equal(1);
    });

    it('does not save if it is switched off, and saves when it is switched on [FR-095]', () => {
        const { text, autoSave, settings } = open({ enabled: false, delay: DELAY });
        text.edit();
        mock.timers.tick(100 * DELAY);
        expect(text.saves).to.equal(0);
        settings.enabled = true;
        autoSave.update();
        mock.timers.tick(DELAY);
        expect(text.saves).to.equal(1);
        settings.enabled = false;
        text.edit();
        autoSave.update();
        mock.timers.tick(100 * DELAY);
        expect(text.saves).to.equal(1);
    });

    it('tries again with growing pauses while the cloud is away, and begins anew after a success', () => {
        const { text } = open();
        text.outcome = PENDING;
        text.edit();
        mock.timers.tick(DELAY);
        const pauses = [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
        pauses.forEach((pause, index) => {
            mock.timers.tick(pause - 1);
            expect(text.saves).to.equal(index + 1);
            mock.timers.tick(1);
            expect(text.saves).to.equal(index + 2);
        });
        text.outcome = SAVED;
        mock.timers.tick(60_000);
        expect(text.saveState).to.equal(SAVED);
        text.outcome = PENDING;
        text.edit();
        mock.timers.tick(DELAY);
        const before = text.saves;
        mock.timers.tick(2_000);
        expect(text.saves).to.equal(before + 1);
    });

    it('tries again at once when the connection is back', () => {
        const { text, autoSave } = open();
        text.outcome = PENDING;
        text.edit();
        mock.timers.tick(DELAY);
        text.outcome = SAVED;
        autoSave.retry();
        expect(text.saves).to.equal(2);
        autoSave.retry();
        mock.timers.tick(100 * DELAY);
        expect(text.saves).to.equal(2);
    });

    it('leaves a conflict alone until it is decided', () => {
        const { text, autoSave } = open();
        text.outcome = CONFLICT;
        text.edit();
        mock.timers.tick(DELAY);
        expect(text.saves).to.equal(1);
        text.edit();
        autoSave.retry();
        mock.timers.tick(100 * DELAY);
        expect(text.saves).to.equal(1);
        text.outcome = SAVED;
        text.become(SAVED);
        text.edit();
        mock.timers.tick(DELAY);
        expect(text.saves).to.equal(2);
    });

    it('repeats a refused save only after the text or the session has changed', () => {
        const { text, autoSave } = open();
        text.outcome = FAILED;
        text.edit();
        mock.timers.tick(100 * DELAY);
        expect(text.saves).to.equal(1);
        text.edit();
        mock.timers.tick(DELAY);
        expect(text.saves).to.equal(2);
        autoSave.retry();
        expect(text.saves).to.equal(3);
    });

    it('ends with the editor', () => {
        const { text, autoSave } = open();
        text.edit();
        autoSave.dispose();
        text.edit();
        mock.timers.tick(100 * DELAY);
        expect(text.saves).to.equal(0);
    });
});
