// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTemporaryFolder, runsPrograms } from '../programs/temporary-files.mjs';
import { SetUpError } from '../set-up/progress.mjs';
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

    it('that TMPDIR names must exist', () => {
        const before = process.env.TMPDIR;
        try {
            process.env.TMPDIR = folder;
            expect(path.dirname(createTemporaryFolder('sanyam-'))).to.equal(folder);
            for (const wrong of [path.join(folder, 'missing'), import.meta.filename]) {
                process.env.TMPDIR = wrong;
                expect(() => createTemporaryFolder('sanyam-')).to.throw(
                    SetUpError,
                    new RegExp(
                        `^Could not use ${wrong} for temporary files \\(E\\w+\\)\\. Create that folder, or set TMPDIR`
                    )
                );
            }
        } finally {
            if (before === undefined) {
                delete process.env.TMPDIR;
            } else {
                process.env.TMPDIR = before;
            }
        }
    });

    it('is not used when nothing can be written there', () => {
        const place = path.join(folder, 'file');
        writeFileSync(place, '');
        expect(runsPrograms(place)).to.equal(false);
    });
});
