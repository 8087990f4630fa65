// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import {
    existsSync,
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installationDigest } from '../set-up/installation-inputs.mjs';
import { install, isPlain, moveModules } from '../set-up/install.mjs';
import { runQuietly } from '../set-up/run.mjs';
import { node, yarn } from '../set-up/tools.mjs';

/** On Linux, one of these is on another disk than the temporary files, wherever a test run keeps those. */
const PLACES = [...new Set([os.tmpdir(), '/dev/shm', '/tmp'])].filter(existsSync);

describe('an installation', () => {
    it('is elsewhere when the path has characters that Make or a shell interprets', function () {
        if (process.platform === 'win32') {
            this.skip();
        }
        for (const name of [
            'my clone',
            'a&b',
            "it's",
            'a"b',
            'ü',
            'a#1',
            '100%',
            '(x)',
            'a$b',
            'a`b',
            'a;b',
            'a*',
            'a\\b'
        ]) {
            expect(isPlain(`/home/user/${name}/sanyam`), name).to.equal(false);
        }
        for (const name of ['sanyam', 'Sanyam-2.0', 'a_b', 'a@b', 'a+b', 'a=b,c']) {
            expect(isPlain(`/home/user/${name}`), name).to.equal(true);
        }
    });

    for (const place of PLACES) {
        it(`moves from ${place} into every package, with its links, and leaves nothing of the last one`, () => {
            const from = mkdtempSync(path.join(place, 'sanyam-from-'));
            const repository = mkdtempSync(path.join(os.tmpdir(), 'sanyam & its "repository" '));
            try {
                for (const name of ['', 'packages/types', 'packages/client']) {
                    mkdirSync(path.join(repository, name, 'node_modules', 'old'), { recursive: true });
                    writeFileSync(path.join(repository, name, 'package.json'), '{}');
                    // Its manifest is in both folders, also if it has no modules of its own.
                    mkdirSync(path.join(from, name), { recursive: true });
                }
                mkdirSync(path.join(from, 'node_modules', '@sanyam'), { recursive: true });
                mkdirSync(path.join(from, 'packages', 'client', 'node_modules', 'own'), { recursive: true });
                mkdirSync(path.join(from, '.yarn'));
                writeFileSync(path.join(from, '.yarn', 'install-state.gz'), 'state');
                symlinkSync('../../packages/types', path.join(from, 'node_modules', '@sanyam', 'types'));
                const manifests = [
                    'package.json',
                    'yarn.lock',
                    'packages/types/package.json',
                    'packages/client/package.json'
                ];

                moveModules(
                    from,
                    repository,
                    manifests.map(file => path.join(repository, file))
                );

                const inRepository = (...names) => path.join(repository, ...names);
                const link = inRepository('node_modules', '@sanyam', 'types');
                expect(lstatSync(link).isSymbolicLink()).to.equal(true);
                expect(existsSync(path.join(link, 'package.json'))).to.equal(true);
                expect(existsSync(inRepository('packages', 'client', 'node_modules', 'own'))).to.equal(true);
                for (const name of ['', 'packages/types', 'packages/client']) {
                    expect(existsSync(inRepository(name, 'node_modules', 'old')), name).to.equal(false);
                }
                expect(readFileSync(inRepository('.yarn', 'install-state.gz'), 'utf8')).to.equal('state');
            } finally {
                rmSync(from, { recursive: true, force: true });
                rmSync(repository, { recursive: true });
            }
        });
    }

    describe('of packages with programs', () => {
        const files = ['package.json', 'packages/tool/package.json', 'yarn.lock', '.yarnrc.yml'];
        const folders = [];
        afterEach(() => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true })));

        /** Creates a repository with a package that has a program. Returns its folder. */
        function repositoryAt(name) {
            const folder = mkdtempSync(path.join(os.tmpdir(), name));
            folders.push(folder);
            mkdirSync(path.join(folder, 'packages', 'tool', 'bin'), { recursive: true });
            writeFileSync(path.join(folder, 'packages', 'tool', 'bin', 'tool.mjs'), "console.log('it runs');\n");
            writeFileSync(path.join(folder, '.yarnrc.yml'), 'enableTelemetry: false\nnodeLinker: node-modules\n');
            writeFileSync(path.join(folder, 'yarn.lock'), '');
            writeManifest(folder, 'packages/tool', { name: 'tool', bin: { tool: 'bin/tool.mjs' } });
            writeManifest(folder, '', { name: 'all', private: true, workspaces: ['packages/*'] });
            return folder;
        }

        function writeManifest(folder, name, manifest) {
            writeFileSync(path.join(folder, name, 'package.json'), JSON.stringify(manifest));
        }

        const inputsOf = folder => files.map(file => path.join(folder, file));

        it('links the programs, also if the path has a space', async () => {
            const folder = repositoryAt('my clone ');
            await runQuietly(node, [yarn, 'install', '--mode', 'update-lockfile'], { cwd: folder });
            await install(inputsOf(folder), folder);
            const program = path.join(folder, 'node_modules', '.bin', 'tool');
            expect(await runQuietly(node, [program])).to.equal('it runs\n');
        });

        it('is done again only when something changes that it depends on', () => {
            const folder = repositoryAt('sanyam-digest-');
            const tool = { name: 'tool', bin: { tool: 'bin/tool.mjs' } };
            const before = installationDigest(inputsOf(folder), node);
            writeManifest(folder, 'packages/tool', { ...tool, description: 'A tool', scripts: { start: 'tool' } });
            expect(installationDigest(inputsOf(folder), node)).to.equal(before);
            for (const change of [
                { bin: { other: 'bin/tool.mjs' } },
                { dependencies: { chai: '^6.3.0' } },
                { peerDependencies: { chai: '^6.3.0' } },
                { resolutions: { chai: '6.3.0' } },
                { dependenciesMeta: { chai: { built: true } } },
                { scripts: { postinstall: 'tool' } }
            ]) {
                writeManifest(folder, 'packages/tool', { ...tool, ...change });
                expect(installationDigest(inputsOf(folder), node), JSON.stringify(change)).not.to.equal(before);
            }
            writeManifest(folder, 'packages/tool', tool);
            expect(installationDigest(inputsOf(folder), node)).to.equal(before);
            expect(installationDigest(inputsOf(folder), 'another node')).not.to.equal(before);
            writeFileSync(path.join(folder, 'yarn.lock'), '# new');
            expect(installationDigest(inputsOf(folder), node)).not.to.equal(before);
        });
    });
});
