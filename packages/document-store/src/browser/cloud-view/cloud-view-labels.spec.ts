// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import { listedDocument } from '../test/listed-document';
import { documentDescription, documentTooltip, timeLeft } from './cloud-view-labels';

disableBrowserGlobals();

const DAY = 24 * 60 * 60 * 1000;
const deleted_at = '2026-01-01T12:00:00.000000Z';
const now = Date.parse(deleted_at);

describe('the labels of the Cloud view', () => {
    it('say how many days a document stays in the trash [BY-07]', () => {
        const left = (age: number, trashRetentionDays: number | null | undefined) =>
            timeLeft({ deleted_at }, { now: now + age, trashRetentionDays });
        expect(left(0, 30)).to.equal('30 days left');
        expect(left(28.5 * DAY, 30)).to.equal('2 days left');
        expect(left(29.5 * DAY, 30)).to.equal('1 day left');
        expect(left(31 * DAY, 30)).to.equal('will be deleted today');
        expect(left(0, null)).to.equal('kept until you delete it');
        expect(left(0, undefined)).to.equal(undefined);
    });

    it('say who deleted a document, as far as the cloud tells [BY-07]', () => {
        const context = { now, userId: 'ada', trashRetentionDays: 30 };
        const tooltip = (deleted_by: string) =>
            documentTooltip('trash', listedDocument('old.md', { deleted_at, deleted_by, folder: 'models' }), context);
        expect(tooltip('ada')).to.equal('models/old.md\nplaintext · 1 byte\nDeleted just now by you\n30 days left');
        expect(tooltip('grace')).to.contain('by someone with an admin share');
    });

    it('say when a share ends, only if it does [FR-037]', () => {
        const context = { now, userId: 'ada', trashRetentionDays: 30 };
        const line = (access_ends_at: string | null) =>
            documentTooltip('shared', listedDocument('a.md', { permission: 'view', access_ends_at }), context).split(
                '\n'
            )[1];
        expect(line(null)).to.equal('plaintext · 1 byte · shared by ada@example.org to view');
        expect(line('2099-06-15T12:00:00.000000Z')).to.match(/ · shared by .* to view · Ends on 6\/15\/2099$/);
        expect(line('2025-06-15T12:00:00.000000Z')).to.match(/ · Ended on 6\/15\/2025$/);
    });

    it('say what the user may do with a document of someone else, and which ones are read-only', () => {
        const context = { now: Date.now(), userId: 'ada', trashRetentionDays: 30 };
        const updated_at = new Date().toISOString();
        const describe = (change: object) =>
            documentDescription('shared', listedDocument('a.md', { updated_at, ...change }), context);
        expect(describe({})).to.equal('just now');
        expect(describe({ permission: 'view', read_only_reason: 'view_share' })).to.equal('can view · just now');
        expect(describe({ permission: 'admin' })).to.equal('can edit and delete · just now');
        expect(describe({ read_only_reason: 'over_limit' })).to.equal('read-only · just now');
    });
});
