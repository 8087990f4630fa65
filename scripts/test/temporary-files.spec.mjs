// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runsPrograms } from '../programs/temporary-files.mjs';
import { inRoot } from '../set-up/repository.mjs';

describe('a folder for temporary files', () => {
    let folder;
    before(() => {
        mkdirSync(inRoot('test-results'), { recursive: true });
        folder = mkdtempSync(inRoot('test-results', 'temporary-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    it('is used when programs run there, and the check leaves no file', () => {
        expect(runsPrograms(folder)).to.equal(true);
        expect(readdirSync(folder)).to.deep.equal([]);
    });

    it('is not used when nothing can be written there', () => {
        const place = path.join(folder, 'file');
        writeFileSync(place, '');
        expect(runsPrograms(place)).to.equal(false);
    });
});
