// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { releaseChanges } from '../release-changelog.mjs';

describe('the changelog of a release', () => {
    const date = new Date('2026-12-24T18:00:00Z');

    it('has the unreleased changes under the version and the date', () => {
        const before = '# Changelog\n\n## Unreleased\n\n- [auth] Sign in.\n\n## 0.1.0 (2026-11-01)\n\n- Older.\n';
        expect(releaseChanges(before, '0.2.0', date)).to.equal(
            '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-24)\n\n- [auth] Sign in.\n\n## 0.1.0 (2026-11-01)\n\n- Older.\n'
        );
    });

    it('fails without unreleased changes', () => {
        expect(() => releaseChanges('# Changelog\n', '0.2.0', date)).to.throw('no heading');
    });
});
