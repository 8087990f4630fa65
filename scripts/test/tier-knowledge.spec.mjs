// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, inRoot, root } from '../set-up/repository.mjs';

/** A flag of `tier_limits`, or the name of a tier as a text. `has_more…` says that a list goes on. */
const KNOWLEDGE = /\bhas_(?!more)[a-z_]+|(['"`])(free|pro|enterprise)\1/;

/** The mirror of the row, and the tier that unknown tiers count as. */
const MIRROR = 'packages/types/src/tier-limits.ts';

/** What users call the flags. The comparison of plans shows a flag without a label, too. */
const LABELS = 'packages/licensing/src/browser/plan/column-labels.ts';

describe('The code of the IDE and the gateway', () => {
    const files = filesBelow([inRoot('packages')])
        .map(file => path.relative(root, file).split(path.sep).join('/'))
        .filter(file => /^packages\/(?!test-kit\/)[^/]+\/src\/.*\.tsx?$/.test(file))
        .filter(file => !/\.spec\.tsx?$|\/test\//.test(file));

    it('has no list of features or tiers: FeatureGate answers from the row [FR-058, FR-061]', () => {
        const knowing = files.filter(file => KNOWLEDGE.test(readFileSync(inRoot(file), 'utf8')));
        expect(knowing).to.deep.equal([LABELS, MIRROR]);
    });
});
