// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { inRoot } from '../set-up/repository.mjs';

const page = readFileSync(inRoot('docs', 'features.md'), 'utf8');
const example = readFileSync(
    inRoot('examples', 'gated-feature', 'src', 'browser', 'word-count-frontend-module.ts'),
    'utf8'
);

/** Returns a text without its indentation. */
const plain = text => text.replace(/^\s+/gm, '').trim();

describe('docs/features.md', () => {
    it('shows code of the example, which is built into a product and tested', () => {
        const blocks = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => plain(code));
        expect(blocks).to.have.lengthOf.above(3);
        expect(blocks.filter(code => !plain(example).includes(code))).to.deep.equal([]);
    });

    it('names every member of the gate', () => {
        const gate = /interface FeatureGate \{([^]*?)^\}/m.exec(
            readFileSync(inRoot('packages', 'types', 'src', 'feature-gate.ts'), 'utf8')
        )[1];
        const members = [...gate.matchAll(/^ {4}(?:readonly )?(\w+)(?=[(:])/gm)].map(([, name]) => name);
        const named = [...page.matchAll(/^\| `(\w+)(?:\(\w*\))?` /gm)].map(([, name]) => name);
        expect(members).to.have.lengthOf(5);
        expect(named).to.include.members(members);
    });
});
