// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { inRoot } from '../set-up/repository.mjs';

/** The names of the packages that can be published, without their scope. */
const published = readdirSync(inRoot('packages')).filter(name => {
    const manifest = inRoot('packages', name, 'package.json');
    return existsSync(manifest) && !JSON.parse(readFileSync(manifest, 'utf8')).private;
});

describe('the license', () => {
    it('is looked for in more than one package', () => {
        expect(published).to.include.members(['types', 'store', 'gateway', 'client']);
    });

    for (const name of published) {
        // Yarn and npm pack a LICENSE from the folder of a package, not from the repository.
        it(`is in the folder of ${name}, so that its package contains it`, () => {
            const file = inRoot('packages', name, 'LICENSE');
            expect(existsSync(file), `Copy LICENSE to packages/${name}.`).to.equal(true);
            expect(readFileSync(file, 'utf8')).to.equal(readFileSync(inRoot('LICENSE'), 'utf8'));
        });
    }
});
