// SPDX-License-Identifier: MIT

import { expectAllKeptOrSaved, keptDrafts } from './fixtures/kept-drafts.js';
import { RandomChoices } from './fixtures/random-choices.js';
import { RestartableCloud } from './fixtures/restartable-cloud.js';
import { expect, test as base } from './fixtures/test.js';
import { Shell } from './pages/shell.js';
import { TextEditor } from './pages/text-editor.js';

/** Milliseconds of typing: 30 s, or what SANYAM_TYPING_TIME says. SANYAM_TYPING_SEED repeats a run. */
const DURATION = Number(process.env['SANYAM_TYPING_TIME'] ?? 30_000);
/** The steps that also a slow computer makes. */
const LEAST_STEPS = 10;
const SEED = Number(process.env['SANYAM_TYPING_SEED'] ?? Date.now() % 1_000_000);

const NAMES = ['one.txt', 'two.txt', 'three.txt'] as const;
const LINES = 20;
const BASE = Array.from({ length: LINES }, (_, line) => `line ${line}\n`).join('');
const AUTO_SAVE = { 'sanyam.autoSave.enabled': true, 'sanyam.autoSave.delay': 500 };
const OFFER = 'Sanyam has kept unsaved text of';

/** This test restarts its cloud. So it has one of its own. */
const test = base.extend<object, { readonly ownCloud: RestartableCloud }>({
    ownCloud: [
        async ({ temporaryFolder }, use) => {
            const cloud = await RestartableCloud.start(temporaryFolder);
            await use(cloud);
            await cloud.stop();
        },
        { scope: 'worker' }
    ],
    cloud: [async ({ ownCloud }, use) => use(ownCloud.ready), { scope: 'worker' }]
});

// Another attempt has another seed, so it does not say that the first one was only slow.
test.describe.configure({ retries: 0 });

/** A browser, and the words that were typed in it, by document. No word is typed twice, so each can be found again. */
class Typist {
    readonly words = new Map<string, string[]>(NAMES.map(name => [name, []]));
    private count = 0;

    constructor(
        private shell: Shell,
        private readonly letter: string,
        private readonly random: RandomChoices
    ) {}

    /** Types a word at the beginning of a random line. */
    async type(name: string): Promise<void> {
        const editor = await this.bringToFront(name);
        const word = `${this.letter}${this.count++}-`;
        await editor.focus();
        await this.shell.page.keyboard.press('Control+Home');
        for (let line = this.random.below(LINES); line > 0; line--) {
            await this.shell.page.keyboard.press('ArrowDown');
        }
        await this.shell.page.keyboard.type(word);
        await expect(editor.lines).toContainText(word);
        this.words.get(name)?.push(word);
    }

    async save(name: string): Promise<void> {
        const editor = await this.bringToFront(name);
        await editor.save();
        await expect(this.shell.syncStatus).not.toContainText(/Saving|Unsaved/);
    }

    /** Leaves each conflict for later: the dialog of a save opens when the cloud has answered, whatever happens then. */
    async leaveConflicts(): Promise<void> {
        const { page, conflictDialog } = this.shell;
        // Two saves in a row have two dialogs in a row: the second one may open before the first one is seen to be gone.
        await page.addLocatorHandler(conflictDialog.root, () => conflictDialog.choose('Cancel'), { noWaitAfter: true });
    }

    async reload(): Promise<void> {
        await expectAllKeptOrSaved(this.shell.page);
        await this.shell.reload();
        await this.restoreDrafts();
    }

    /** Closes the tab of the browser and opens another one. */
    async closeTab(): Promise<void> {
        await expectAllKeptOrSaved(this.shell.page);
        const { page } = this.shell;
        const [context, address] = [page.context(), page.url()];
        await page.close();
        this.shell = new Shell(await context.newPage());
        await this.leaveConflicts();
        await this.shell.page.goto(address);
        await this.shell.reload();
        await this.restoreDrafts();
    }

    /** What the browser does when it has a connection again. */
    async comeOnline(): Promise<void> {
        await this.shell.comeOnline();
    }

    /** Waits until AutoSave has saved a document, or until only the user can. */
    async settle(name: string): Promise<void> {
        await this.bringToFront(name);
        await expect(this.shell.syncStatus).toContainText(/Saved to the cloud|Conflict/, { timeout: 70_000 });
    }

    /** Returns the text of a document that is in conflict, as the screen shows it; else the empty text. */
    async textInConflict(name: string): Promise<string> {
        const editor = await this.bringToFront(name);
        return (await editor.conflictBar.isVisible()) ? editor.text() : '';
    }

    private async bringToFront(name: string): Promise<TextEditor> {
        const editor = new TextEditor(this.shell.page, name);
        if ((await editor.tab.count()) === 0) {
            return this.shell.openCloudDocument(name);
        }
        await editor.tab.click();
        return this.shell.editor(name);
    }

    private async restoreDrafts(): Promise<void> {
        if ((await keptDrafts(this.shell.page)).length > 0) {
            await this.shell.notifications.choose(OFFER, 'Restore');
            await expect(this.shell.notifications.toast(OFFER)).toHaveCount(0);
        }
    }
}

test('each word that two browsers type is in the cloud, or on the screen in a conflict, whatever happens [BY-01, BY-02]', async ({
    startBackend,
    openBrowser,
    ownCloud,
    cloudVariables,
    link,
    user,
    consoleWatch
}) => {
    test.setTimeout(DURATION + 240_000);
    console.log(`The seed of the typing test is ${SEED}.`);
    // The test cuts connections and restarts servers all the time.
    consoleWatch.expectErrors(/./);
    const random = new RandomChoices(SEED);
    const ids = new Map<string, string>();
    for (const name of NAMES) {
        ids.set(name, (await user.createDocument(name, BASE)).id);
    }
    const backend = await startBackend({ ...cloudVariables, SUPABASE_URL: link.address }, AUTO_SAVE);
    const typists: Typist[] = [];
    for (const letter of ['a', 'b']) {
        const shell = await openBrowser(backend);
        await shell.signIn(user);
        const typist = new Typist(shell, letter, random);
        await typist.leaveConflicts();
        for (const name of NAMES) {
            await typist.type(name);
        }
        typists.push(typist);
    }

    let isCut = false;
    const restore = async (): Promise<void> => {
        if (isCut) {
            isCut = false;
            await link.restore();
            await Promise.all(typists.map(typist => typist.comeOnline()));
        }
    };
    const [first, second] = typists as [Typist, Typist];
    const counts = new Map<string, number>();
    const end = Date.now() + DURATION;
    for (let steps = 0; steps < LEAST_STEPS || Date.now() < end; steps++) {
        const typist = random.of([first, second]);
        const name = random.of(NAMES);
        const step = random.of([
            'type',
            'type',
            'type',
            'type',
            'type',
            'save',
            'cut',
            'connect',
            'reload',
            'close',
            'restart IDE',
            'restart cloud'
        ]);
        counts.set(step, (counts.get(step) ?? 0) + 1);
        await test.step(`${step} ${name}`, async () => {
            switch (step) {
                case 'type':
                    return typist.type(name);
                case 'save':
                    return typist.save(name);
                case 'cut':
                    await (isCut ? undefined : link.cut());
                    isCut = true;
                    return undefined;
                case 'connect':
                    return restore();
                case 'reload':
                    await restore();
                    return typist.reload();
                case 'close':
                    await restore();
                    return typist.closeTab();
                case 'restart IDE':
                    return backend.restart();
                case 'restart cloud':
                    await ownCloud.restart();
                    return typist.comeOnline();
            }
        });
    }

    console.log(`Steps: ${[...counts].map(([step, count]) => `${step} ${count}`).join(', ')}.`);
    await restore();
    for (const typist of typists) {
        for (const name of NAMES) {
            await typist.settle(name);
        }
    }
    for (const name of NAMES) {
        const { content } = await user.readDocument(ids.get(name) ?? '');
        for (const typist of typists) {
            const shown = await typist.textInConflict(name);
            const lost = (typist.words.get(name) ?? []).filter(
                word => !content.includes(word) && !shown.includes(word)
            );
            expect(lost, `words of ${name} that are lost`).toEqual([]);
        }
    }
});
