// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { describeSaveState } from './describe-save-state';

const NOW = new Date(2026, 10, 26, 15, 0);

describe('the state of a save in the status bar', () => {
    it('says when the text was saved, with the date if that was not today', () => {
        const at = (date: Date) => describeSaveState({ kind: 'saved', at: date }, true, NOW, 'en-GB').text;
        expect(at(new Date(2026, 10, 26, 14, 2))).to.equal('$(cloud) Saved to the cloud at 14:02');
        expect(at(new Date(2026, 10, 25, 14, 2))).to.equal('$(cloud) Saved to the cloud on 25 Nov 2026 at 14:02');
    });

    it('says why a save is pending, and that it is tried again', () => {
        const error = new CloudError('SERVICE_UNAVAILABLE', 'You are offline.');
        const { text, tooltip } = describeSaveState({ kind: 'pending', error }, true, NOW);
        expect(text).to.equal('$(sync-ignored) Sync pending');
        expect(tooltip).to.equal(
            'Could not save. You are offline. Sanyam tries again when the connection is back. Click to try now.'
        );
    });

    it('says of a document in the trash where it is, and not that it is saved', () => {
        const { text, tooltip } = describeSaveState({ kind: 'trashed' }, true, NOW);
        expect(text).to.equal('$(trash) In the trash');
        expect(tooltip).to.equal('This document is in the trash. Restore it to edit it.');
    });

    it('promises no retry when AutoSave is off', () => {
        const error = new CloudError('SERVICE_UNAVAILABLE', 'You are offline.');
        const { text, tooltip } = describeSaveState({ kind: 'pending', error }, false, NOW);
        expect(text).to.equal('$(error) Not saved');
        expect(tooltip).to.equal('Could not save. You are offline. Click to try now.');
    });

    it('says that a newer version is known before the user saves', () => {
        const { tooltip } = describeSaveState({ kind: 'unsaved', newerVersion: 7 }, true, NOW);
        expect(tooltip).to.contain('Version 7 is in the cloud. The next save merges it into your text.');
    });
});
