// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import {
    copyFileSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { releaseChanges } from '../release/changelog.mjs';
import { nextVersion } from '../release/next-version.mjs';
import { inRoot, root } from '../set-up/repository.mjs';

describe('the changelog of a release', () => {
    const date = new Date('2026-12-24T18:00:00Z');

    it('has the unreleased changes under the version and the date', () => {
        const before = '# Changelog\n\n## Unreleased\n\n- [auth] Sign in.\n\n## 0.1.0 (2026-11-01)\n\n- Older.\n';
        expect(releaseChanges(before, '0.2.0', date)).to.equal(
            '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-24)\n\n- [auth] Sign in.\n\n## 0.1.0 (2026-11-01)\n\n- Older.\n'
        );
    });

    for (const [what, changelog, message] of [
        ['a heading', '# Changelog\n', 'no heading “## Unreleased”'],
        ['a heading of the second level', '### Unreleased\n\n- Sign in.\n', 'no heading “## Unreleased”'],
        ['changes', '## Unreleased\n\n## 0.1.0 (2026-11-01)\n\n- Older.\n', 'no changes under “## Unreleased”'],
        ['a new version', '## Unreleased\n\n- A.\n\n## 0.2.0 (2026-11-01)\n', 'already has a heading “## 0.2.0”']
    ]) {
        it(`fails without ${what}`, () => {
            expect(() => releaseChanges(changelog, '0.2.0', date)).to.throw(message);
        });
    }
});

describe('the next version', () => {
    for (const [named, expected] of [
        [['minor'], '0.2.0'],
        [['--yes', 'patch'], '0.1.1'],
        [['v1.2.3'], '1.2.3'],
        [['prerelease'], '0.1.1-alpha.0'],
        [['premajor', '--preid', 'rc'], '1.0.0-rc.0'],
        [['preminor', '--preid=beta'], '0.2.0-beta.0']
    ]) {
        it(`of 0.1.0 is ${expected} after “${named.join(' ')}”`, () => {
            expect(nextVersion('0.1.0', named).version).to.equal(expected);
        });
    }

    it('of a prerelease keeps its name', () => {
        expect(nextVersion('1.0.0-rc.0', ['prerelease']).version).to.equal('1.0.0-rc.1');
    });

    for (const named of [[], ['--yes'], ['next'], ['1.2']]) {
        it(`is not “${named.join(' ')}”`, () => {
            expect(() => nextVersion('0.1.0', named)).to.throw('npm run release -- minor');
        });
    }

    for (const version of ['0.1.0', '0.0.9', '0.1.0-alpha.1']) {
        it(`is not ${version} after 0.1.0`, () => {
            expect(() => nextVersion('0.1.0', [version])).to.throw(`${version} is not newer than 0.1.0`);
        });
    }
});

describe('npm run release', function () {
    this.timeout(300_000);

    let clone;

    function git(...gitArguments) {
        return execFileSync('git', gitArguments, { cwd: clone, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    }

    function commit(message) {
        git('add', '--all');
        git('commit', '--quiet', '--message', message);
    }

    /** Releases in the clone, as scripts/release.mjs does. Returns the exit code and what is printed. */
    function release(...releaseArguments) {
        const script = `
            import { release } from './scripts/release/release.mjs';
            import { main } from './scripts/set-up/progress.mjs';
            await main(() => release(${JSON.stringify(releaseArguments)}));
        `;
        const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
            cwd: clone,
            encoding: 'utf8'
        });
        return { status, output: stdout + stderr };
    }

    function read(file) {
        return readFileSync(path.join(clone, file), 'utf8');
    }

    function versions() {
        const manifests = git('ls-files', '*package.json').trim().split('\n');
        const found = manifests.map(file => JSON.parse(read(file)).version).filter(version => version !== undefined);
        return { count: found.length, different: [...new Set(found)] };
    }

    function addChange(text) {
        writeFileSync(
            path.join(clone, 'CHANGELOG.md'),
            read('CHANGELOG.md').replace('## Unreleased\n', `## Unreleased\n\n- ${text}\n`)
        );
    }

    /** Fails a release, and checks that the repository is as before. */
    function expectRefusal(releaseArguments, message) {
        const before = [git('rev-parse', 'HEAD'), git('tag'), git('status', '--porcelain')];
        const { status, output } = release(...releaseArguments);
        expect(output)
            .to.match(message)
            .and.not.match(/^\s+at /m);
        expect(status).to.equal(1);
        expect([git('rev-parse', 'HEAD'), git('tag'), git('status', '--porcelain')]).to.deep.equal(before);
    }

    before(() => {
        clone = mkdtempSync(path.join(os.tmpdir(), 'sanyam-release-'));
        // The files as they are now, and not as they were committed.
        const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
        const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).split('\0');
        for (const file of files.filter(name => name !== '' && existsSync(inRoot(name)))) {
            mkdirSync(path.join(clone, path.dirname(file)), { recursive: true });
            copyFileSync(inRoot(file), path.join(clone, file));
        }
        for (const folder of ['node_modules', '.tools']) {
            symlinkSync(inRoot(folder), path.join(clone, folder), 'dir');
        }
        git('init', '--quiet', '--initial-branch', 'main');
        writeFileSync(path.join(clone, '.git', 'info', 'exclude'), 'node_modules\n.tools\n');
        git('config', 'user.name', 'Releaser');
        git('config', 'user.email', 'releaser@example.com');
        commit('everything');
    });
    after(() => rmSync(clone, { recursive: true, force: true }));

    it('sets one version in all packages, dates the changelog, commits and tags', () => {
        const { count } = versions();
        const { status, output } = release('1.0.0', '--yes');
        expect(output).to.contain('Tagged v1.0.0.').and.not.contain('ECYCLE');
        expect(status).to.equal(0);
        expect(versions()).to.deep.equal({ count, different: ['1.0.0'] });
        expect(read('CHANGELOG.md')).to.match(/^## Unreleased\n\n## 1\.0\.0 \(\d{4}-\d\d-\d\d\)\n\n- /m);
        expect(git('log', '-1', '--format=%s %D')).to.match(/^release: 1\.0\.0 .*tag: v1\.0\.0/);
        expect(git('status', '--porcelain')).to.equal('');
    });

    it('sets it in all packages after a change in one of them', () => {
        writeFileSync(path.join(clone, 'packages/client/new.txt'), '');
        addChange('One.');
        commit('change');
        const { status, output } = release('patch', '--yes');
        expect(status, output).to.equal(0);
        expect(versions().different).to.deep.equal(['1.0.1']);
    });

    it('changes nothing without unreleased changes', () => {
        expectRefusal(['minor', '--yes'], /no changes under “## Unreleased”/);
    });

    it('changes nothing if the tag exists', () => {
        addChange('Two.');
        commit('change');
        git('tag', 'v1.1.0', 'HEAD~1');
        expectRefusal(['minor', '--yes'], /The tag v1\.1\.0 is already in the repository\. Choose another version\./);
    });

    it('changes nothing if there are changes without a commit', () => {
        writeFileSync(path.join(clone, 'packages/client/new.txt'), 'changed');
        expectRefusal(
            ['2.0.0', '--yes'],
            /Commit or remove these changes before a release:\n M packages\/client\/new\.txt/
        );
        git('checkout', '--', '.');
    });

    it('changes nothing on another branch', () => {
        git('checkout', '--quiet', '-b', 'other');
        expectRefusal(['2.0.0', '--yes'], /Could not release 2\.0\.0/);
        git('checkout', '--quiet', 'main');
    });

    for (const hook of ['pre-commit', 'reference-transaction']) {
        it(`takes back everything if the hook ${hook} refuses`, () => {
            const file = path.join(clone, '.git', 'hooks', hook);
            mkdirSync(path.dirname(file), { recursive: true });
            // The second one refuses the tag, after the commit.
            const refuses = hook === 'pre-commit' ? 'exit 1' : 'if grep -q refs/tags/v2; then exit 1; fi';
            writeFileSync(file, `#!/bin/sh\n${refuses}\n`, { mode: 0o755 });
            try {
                expectRefusal(['2.0.0', '--yes'], /Could not release 2\.0\.0.*The repository is as before\./);
            } finally {
                rmSync(file);
            }
        });
    }
});
