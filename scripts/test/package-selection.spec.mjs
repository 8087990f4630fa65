// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../set-up/repository.mjs';

describe('npm run test:packages', () => {
    let clone;

    function git(...gitArguments) {
        execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...gitArguments], { cwd: clone });
    }

    function change(file) {
        mkdirSync(path.join(clone, path.dirname(file)), { recursive: true });
        writeFileSync(path.join(clone, file), 'changed');
        git('add', '--all');
        git('commit', '--quiet', '--message', 'change');
    }

    /** Returns the selection as JSON, or the message of the error. */
    function select(...options) {
        const script = `
            import { packageSelection } from './scripts/programs/package-selection.mjs';
            try {
                console.log(JSON.stringify(await packageSelection(${JSON.stringify(options)})));
            } catch (error) {
                console.log(error.message);
            }
        `;
        return execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
            cwd: clone,
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore']
        }).trim();
    }

    beforeEach(() => {
        clone = mkdtempSync(path.join(os.tmpdir(), 'sanyam-selection-'));
        cpSync(inRoot('scripts'), path.join(clone, 'scripts'), { recursive: true });
        git('init', '--quiet', '--initial-branch', 'main');
        change('package.json');
        git('checkout', '--quiet', '-b', 'feature');
    });
    afterEach(() => rmSync(clone, { recursive: true, force: true }));

    it('runs the tests of the packages that differ from main', () => {
        change('packages/client/src/index.ts');
        expect(select()).to.equal('["--since","main"]');
    });

    for (const file of ['supabase/schemas/13_documents.sql', 'packages/test-kit/src/tiers.ts', 'yarn.lock']) {
        it(`runs all tests if ${file} differs`, () => {
            change(file);
            expect(select()).to.equal('[]');
        });
    }

    it('passes options to Lerna', () => {
        const options = ['--scope', '@sanyam/store', '--since', 'HEAD~0'];
        expect(select(...options)).to.equal(JSON.stringify(options));
        expect(select('--since')).to.equal('["--since"]');
    });

    it('fails without a branch main', () => {
        git('branch', '--quiet', '--delete', '--force', 'main');
        expect(select()).to.contain('Could not compare with “main”').and.contain('git fetch origin main:main');
    });

    for (const options of [['--since', 'gone'], ['--since=gone']]) {
        it(`fails for ${options.join(' ')}`, () => {
            expect(select(...options)).to.contain('Could not compare with “gone”');
        });
    }
});
