// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { documentNameProblem } from './document-name';
import { folderPathSchema, folderProblem, MAX_FOLDER_BYTES, MAX_FOLDER_LENGTH } from './folder-path';
import { ACCEPTED_FOLDERS, REFUSED_FOLDERS } from './test/folders';

describe('the path of a folder [BY-04]', () => {
    it('accepts names with a slash between them, and nothing for the top', () => {
        for (const path of ACCEPTED_FOLDERS) {
            expect(folderProblem(path), path).to.equal(undefined);
        }
    });

    for (const [reason, paths] of Object.entries(REFUSED_FOLDERS)) {
        it(`is refused if ${reason}`, () => {
            for (const path of paths) {
                expect(folderPathSchema.safeParse(path).success, path).to.equal(false);
            }
        });
    }

    it('is refused with a sentence that says what to do', () => {
        expect(folderProblem('a'.repeat(MAX_FOLDER_LENGTH + 1))).to.contain('at most 1,024 characters');
        expect(folderProblem('न'.repeat(MAX_FOLDER_BYTES / 3 + 1))).to.contain('at most 1,600 bytes');
        expect(folderProblem('a//b')).to.contain('models/shared');
        expect(folderProblem('models/..')).to.equal(documentNameProblem('..'));
    });

    it('stays as typed, because the database alone normalizes it', () => {
        expect(folderPathSchema.parse('Cafe\u0301/a')).to.equal('Cafe\u0301/a');
    });

    it('is refused before it is normalized if it is longer than every path', () => {
        expect(folderProblem(`a${'\u0301\u0323'.repeat(50_000)}`)).to.contain('at most 1,024 characters');
    });
});
