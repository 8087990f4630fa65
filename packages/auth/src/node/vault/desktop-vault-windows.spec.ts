// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KeyStoreStandIn } from '../../test/key-store-stand-in';
import { temporaryFolders } from '../../test/temporary-folder';
import { DesktopVaultWindows } from './desktop-vault-windows';
import { FileSeal } from './file-seal';
import type { KeyStore } from './key-store-seal';

const NAME = 'sanyam.session https://cloud.example.org/auth/v1';
const OTHER = 'sanyam.session https://elsewhere.example.org/auth/v1';
const TEXT = JSON.stringify({ access_token: 'a secret', user: 'ada@example.org' });
const WITH_KEY_STORE = () => new KeyStoreStandIn();
const WITHOUT_KEY_STORE = () => new KeyStoreStandIn('basic_text');

describe('the vault of the desktop application', () => {
    const newFolder = temporaryFolders();

    function start(folder: string, keyStore: KeyStore = WITHOUT_KEY_STORE(), platform: NodeJS.Platform = 'linux') {
        const vault = new DesktopVaultWindows({
            folder: path.join(folder, 'sessions'),
            keyStore,
            platform,
            cost: 2 ** 10
        });
        const openWindow = () => {
            const heard: string[] = [];
            const client = {
                onChanged: (name: string) => void heard.push(name),
                onDiscarded: () => void heard.push('discarded')
            };
            return { heard, ...vault.open(client) };
        };
        return { ...openWindow(), openWindow };
    }

    /** Returns the files of the vault, with their modes and contents. */
    async function filesIn(folder: string) {
        const below = path.join(folder, 'sessions');
        const names = await readdir(below);
        return Promise.all(
            names.map(async name => {
                const file = path.join(below, name);
                return { name, file, mode: (await stat(file)).mode & 0o777, content: await readFile(file) };
            })
        );
    }

    async function sessionIn(folder: string) {
        const [session, ...others] = (await filesIn(folder)).filter(({ name }) => name.endsWith('.session'));
        if (!session || others.length > 0) {
            throw new Error('There is not exactly one session.');
        }
        return session;
    }

    for (const [what, keyStore] of [
        ['with a key store', WITH_KEY_STORE()],
        ['without one', WITHOUT_KEY_STORE()]
    ] as const) {
        it(`returns a text after a restart, ${what} [FR-010]`, async () => {
            const folder = await newFolder();
            await start(folder, keyStore).setItem(NAME, TEXT);
            const again = start(folder, keyStore);
            expect(await again.getItem(NAME)).to.equal(TEXT);
            await again.removeItem(NAME);
            expect(await start(folder, keyStore).getItem(NAME)).to.equal(null);
        });

        it(`writes no text that others can read, ${what} [FR-010]`, async () => {
            const folder = await newFolder();
            await start(folder, keyStore).setItem(NAME, TEXT);
            expect((await stat(path.join(folder, 'sessions'))).mode & 0o777).to.equal(0o700);
            for (const { name, mode, content } of await filesIn(folder)) {
                expect(mode, name).to.equal(0o600);
                expect(content.includes('secret') || content.includes('ada@'), name).to.equal(false);
                expect(name).not.to.include('cloud.example.org');
            }
        });
    }

    it('uses the key store of the system only if the system keeps the key [FR-010]', async () => {
        const cases: [keyStore: KeyStore, platform: NodeJS.Platform, seal: string][] = [
            [new KeyStoreStandIn('gnome_libsecret'), 'linux', 'key-store'],
            [new KeyStoreStandIn('kwallet6'), 'linux', 'key-store'],
            [new KeyStoreStandIn('basic_text'), 'linux', 'file'],
            [new KeyStoreStandIn('unknown'), 'linux', 'file'],
            [new KeyStoreStandIn(null), 'darwin', 'file'],
            [new KeyStoreStandIn('unknown'), 'darwin', 'key-store'],
            [new KeyStoreStandIn('unknown'), 'win32', 'key-store']
        ];
        for (const [keyStore, platform, seal] of cases) {
            const folder = await newFolder();
            await start(folder, keyStore, platform).setItem(NAME, TEXT);
            expect(JSON.parse((await sessionIn(folder)).content.toString()).seal).to.equal(seal);
        }
    });

    it('warns once for each installation, and only without a key store [FR-010]', async () => {
        const folder = await newFolder();
        const first = start(folder);
        expect(await Promise.all([first.takeWarning(), first.openWindow().takeWarning()])).to.deep.equal([true, false]);
        expect(await start(folder).takeWarning()).to.equal(false);
        expect(await start(await newFolder(), WITH_KEY_STORE()).takeWarning()).to.equal(false);
    });

    it('uses the file, and warns, when the user has locked the key store [FR-010]', async () => {
        const [folder, keyStore] = [await newFolder(), WITH_KEY_STORE()];
        const vault = start(folder, keyStore);
        expect(await vault.takeWarning()).to.equal(false);
        keyStore.isLocked = true;
        await vault.setItem(NAME, TEXT);
        expect(await vault.getItem(NAME)).to.equal(TEXT);
        expect(await vault.takeWarning()).to.equal(true);
    });

    it('moves a session into the key store when there is one [FR-010]', async () => {
        const folder = await newFolder();
        await start(folder).setItem(NAME, TEXT);
        const vault = start(folder, WITH_KEY_STORE());
        expect(await vault.getItem(NAME)).to.equal(TEXT);
        await vault.setItem(NAME, TEXT);
        expect(JSON.parse((await sessionIn(folder)).content.toString()).seal).to.equal('key-store');
    });

    it('tells the other windows what changed, and closed windows nothing [FR-010]', async () => {
        const { openWindow, ...first } = start(await newFolder());
        const [second, closed] = [openWindow(), openWindow()];
        closed.dispose();
        await first.setItem(NAME, TEXT);
        expect(await second.getItem(NAME)).to.equal(TEXT);
        await second.removeItem(NAME);
        expect([first.heard, second.heard, closed.heard]).to.deep.equal([[NAME], [NAME], []]);
    });

    it('has the last of several concurrent writes', async () => {
        const { openWindow, ...first } = start(await newFolder());
        const second = openWindow();
        await Promise.all([first.setItem(NAME, 'one'), second.setItem(NAME, 'two'), first.setItem(NAME, 'three')]);
        expect(await second.getItem(NAME)).to.equal('three');
    });

    const damages: [what: string, damage: (file: string, content: Buffer, folder: string) => Promise<unknown>][] = [
        ['a changed byte', (file, content) => writeFile(file, flipped(content))],
        ['a cut-off file', (file, content) => writeFile(file, content.subarray(0, content.length / 2))],
        ['another format', file => writeFile(file, '{"seal":"file"}')],
        ['an empty file', file => writeFile(file, '')],
        ['a huge file', file => writeFile(file, Buffer.alloc(2_000_000))],
        ['another secret', (_file, _content, folder) => rm(path.join(folder, 'sessions', 'key'))],
        ['a damaged secret', (_file, _content, folder) => writeFile(path.join(folder, 'sessions', 'key'), 'x')]
    ];
    for (const [what, damage] of damages) {
        it(`removes what it cannot read, and says so: ${what} [FR-011]`, async () => {
            const folder = await newFolder();
            await start(folder).setItem(NAME, TEXT);
            const { file, content } = await sessionIn(folder);
            await damage(file, content, folder);
            const vault = start(folder);
            expect(await vault.getItem(NAME)).to.equal(null);
            expect(vault.heard).to.deep.equal(['discarded']);
            expect((await filesIn(folder)).map(({ name }) => name)).to.deep.equal(['key']);
            await vault.setItem(NAME, TEXT);
            expect(await vault.getItem(NAME)).to.equal(TEXT);
        });
    }

    it('keeps a session whose key store is locked today, or gone, for the day when it is back [FR-011]', async () => {
        const [folder, keyStore] = [await newFolder(), WITH_KEY_STORE()];
        await start(folder, keyStore).setItem(NAME, TEXT);
        const locked = WITH_KEY_STORE();
        locked.isLocked = true;
        for (const withoutKey of [WITHOUT_KEY_STORE(), locked]) {
            const vault = start(folder, withoutKey);
            expect(await vault.getItem(NAME)).to.equal(null);
            expect(vault.heard).to.deep.equal(['discarded']);
        }
        expect(await start(folder, keyStore).getItem(NAME)).to.equal(TEXT);
    });

    it('keeps a session that the disk refuses to read [FR-011]', async () => {
        const folder = await newFolder();
        await start(folder).setItem(NAME, TEXT);
        const { file, content } = await sessionIn(folder);
        await rm(file);
        // A folder in its place fails as a file does that the user may not read, also for root.
        await mkdir(file);
        const vault = start(folder);
        expect(await vault.getItem(NAME)).to.equal(null);
        await rm(file, { recursive: true });
        await writeFile(file, content);
        expect(await vault.getItem(NAME)).to.equal(TEXT);
    });

    it('does not take the session of another server for this one', async () => {
        const folder = await newFolder();
        const vault = start(folder);
        await vault.setItem(OTHER, 'x');
        const other = await sessionIn(folder);
        await vault.setItem(NAME, TEXT);
        const own = (await filesIn(folder)).find(({ file }) => file.endsWith('.session') && file !== other.file);
        await writeFile(own?.file ?? '', other.content);
        expect(await vault.getItem(NAME)).to.equal(null);
        expect(await vault.getItem(OTHER)).to.equal('x');
    });

    it('removes what a crash has left, and closes what is open to others [FR-010]', async () => {
        const folder = await newFolder();
        await start(folder).setItem(NAME, TEXT);
        const { file } = await sessionIn(folder);
        await writeFile(`${file}.1.tmp`, 'half');
        await chmod(file, 0o644);
        await chmod(path.join(folder, 'sessions'), 0o755);
        expect(await start(folder).getItem(NAME)).to.equal(TEXT);
        expect((await filesIn(folder)).map(({ name, mode }) => [path.extname(name), mode])).to.have.deep.members([
            ['', 0o600],
            ['.session', 0o600]
        ]);
        expect((await stat(path.join(folder, 'sessions'))).mode & 0o777).to.equal(0o700);
    });

    it('opens on this machine only [FR-010]', async () => {
        const folder = await newFolder();
        const sealOn = (machine: string) => new FileSeal(folder, undefined, async () => machine);
        const sealed = await sealOn('this machine').seal(TEXT);
        expect(await sealOn('this machine').unseal(sealed)).to.equal(TEXT);
        const refusal = await sealOn('another one')
            .unseal(sealed)
            .catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(Error);
    });

    it('refuses what no window of ours sends', async () => {
        const vault = start(await newFolder());
        for (const [name, text] of [
            ['x'.repeat(3_000), ''],
            [NAME, 'x'.repeat(300_000)],
            [{} as string, '']
        ] as const) {
            expect(await vault.setItem(name, text).catch((error: unknown) => error)).to.be.instanceOf(TypeError);
        }
    });
});

function flipped(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes);
    const middle = Math.floor(copy.length / 2);
    copy[middle] = (copy[middle] ?? 0) ^ 1;
    return copy;
}
