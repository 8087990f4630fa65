// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { authorLabel, originLabel, versionTitle } from './version-labels';

describe('the labels of versions', () => {
    it('say how a version was made, also by which API key [BY-03]', () => {
        expect(originLabel({ origin: 'save', api_key_name: null })).to.equal('saved');
        expect(originLabel({ origin: 'autosave', api_key_name: null })).to.equal('saved automatically');
        expect(originLabel({ origin: 'restore', api_key_name: null })).to.equal('restored');
        expect(originLabel({ origin: 'save', api_key_name: 'CI' })).to.equal('saved with the API key “CI”');
    });

    it('say who made a version, as far as the cloud tells [BY-03]', () => {
        const author = (created_by_email: string | null) =>
            authorLabel({ created_by: 'grace', created_by_email }, 'ada');
        expect(authorLabel({ created_by: 'ada', created_by_email: 'ada@example.org' }, 'ada')).to.equal('you');
        expect(author('grace@example.org')).to.equal('grace@example.org');
        expect(author(null)).to.equal('another user');
    });

    it('name a version by its name and its number', () => {
        expect(versionTitle({ name: null, version_number: 7 })).to.equal('Version 7');
        expect(versionTitle({ name: 'first draft', version_number: 7 })).to.equal('first draft (Version 7)');
    });
});
