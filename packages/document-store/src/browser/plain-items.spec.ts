// SPDX-License-Identifier: MIT

import type { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import { expect } from 'chai';
import { plainItem, plainQuickInput } from './plain-items';

describe('an entry of a list of names', () => {
    const highlights = { label: [{ start: 0, end: 3 }] };

    it('has no icons in its texts', () => {
        const item = { label: '$(bug).md', description: 'a/$(x)', detail: 'plain', highlights, key: 1 };
        expect(plainItem(item)).to.deep.equal({
            label: '$\u2060(bug).md',
            description: 'a/$\u2060(x)',
            detail: 'plain',
            highlights: {},
            key: 1
        });
    });

    it('stays as it is without such texts, and so does a heading', () => {
        const item = { label: 'a.md', highlights };
        expect(plainItem(item)).to.equal(item);
        const heading = { type: 'separator' as const, label: 'files' };
        expect(plainItem(heading)).to.equal(heading);
    });

    it('goes through a quick input that shows names as they are', async () => {
        const shown: unknown[] = [];
        const quickInput = {
            showQuickPick: (items: unknown[]) => {
                shown.push(...items);
                return Promise.resolve(undefined);
            }
        } as unknown as QuickInputService;
        await plainQuickInput(quickInput).showQuickPick([{ label: '$(bug)' }]);
        expect(shown).to.deep.equal([{ label: '$\u2060(bug)' }]);
    });
});
