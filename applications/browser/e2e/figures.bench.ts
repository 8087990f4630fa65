// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { Figures } from './fixtures/figures.js';
import { longestFrame, timeFromKey, timeOfMerge, timeToShell, timeUntil } from './fixtures/stopwatch.js';
import { expect, test } from './fixtures/test.js';

const RUNS = 10;
const SIZES = { '20 KB': 20 * 1024, '1 MB': 1024 * 1024, '8 MB': 8 * 1024 * 1024 - 1024 };

const figures = new Figures();
test.afterAll(() => console.log(`\n${figures}\n`));

test('paint the shell', async ({ browser, ide, workspace }) => {
    for (let run = 0; run < RUNS; run++) {
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(`${ide.address}/#${workspace.folder}`, { waitUntil: 'commit' });
        figures.add('navigation to painted shell, first visit', await timeToShell(page));
        await page.reload({ waitUntil: 'commit' });
        figures.add('navigation to painted shell, again', await timeToShell(page));
        await context.close();
    }
});

test('save and open cloud documents', async ({ shell, user, workspace }) => {
    // The tier that allows a document of 8 MB.
    await user.setTier('enterprise');
    await shell.signIn(user);

    const source = await readFile(workspace.path('calculator.jison'), 'utf8');
    for (const [label, size] of Object.entries(SIZES)) {
        const text = source.repeat(Math.ceil(size / source.length)).slice(0, size);
        for (let run = 0; run < RUNS; run++) {
            const name = `${label} ${run}.jison`;
            const { id } = await user.createDocument(name, text, 'jison');
            const editorSelector = `.theia-editor[data-document-id="${id}"]`;

            await shell.runCommand('Open Cloud Document');
            await shell.quickInput.fill(name);
            await expect(shell.quickInput.options.first()).toHaveText(new RegExp(name));
            const opened = timeFromKey(shell.page, 'Enter', `${editorSelector} .view-line span`, () =>
                shell.quickInput.accept()
            );
            figures.add(`open ${label}`, await opened);

            const editor = await shell.editor(name);
            await editor.append('x');
            await editor.expectDirty(true);
            const saved = timeFromKey(
                shell.page,
                's',
                '#theia-main-content-panel .lm-TabBar-tab.lm-mod-current:not(.theia-mod-dirty)',
                () => editor.save()
            );
            figures.add(`save ${label}`, await saved);
            await user.expectDocument(id, { version: 2, content: `${text}x` });

            await editor.append('y');
            await expect(shell.syncStatus).toContainText('Unsaved changes');
            const told = timeFromKey(
                shell.page,
                's',
                '[id="status-bar-sanyam-sync"]',
                () => editor.save(),
                'Saved to the cloud'
            );
            figures.add(`save ${label}, to “Saved to the cloud”`, await told);
            await user.expectDocument(id, { version: 3, content: `${text}xy` });
            await shell.runCommand('View: Close All Tabs');
        }
    }
});

test('merge texts', async ({ shell }) => {
    for (const lines of ['different', 'repeated'] as const) {
        for (let run = 0; run < RUNS; run++) {
            figures.add(`merge 25,000 ${lines} lines`, await timeOfMerge(shell.page, lines));
        }
    }
});

test('show the history of a document with 1,000 versions', async ({ shell, user }) => {
    await user.setTier('enterprise');
    const { id } = await user.createDocument('changed.md', 'version 1\n');
    for (let version = 2; version <= 1000; version++) {
        await user.saveDocument(id, `version ${version}\n`);
    }
    await shell.signIn(user);
    const editor = await shell.openCloudDocument('changed.md');
    await shell.timeline.open();
    const first = '#timeline-view .timeline-item';
    for (let run = 0; run < RUNS; run++) {
        await shell.openFile('welcome.md');
        await expect(shell.timeline.entries).toHaveCount(0);
        const shown = timeUntil(shell.page, first);
        await editor.tab.click();
        figures.add('first page of a history of 1,000 versions', await shown);
    }
});

test('show 2,000 documents in 200 folders in the Cloud view', async ({ shell, user }) => {
    await user.setTier('enterprise');
    const documents = Array.from({ length: 2000 }, (_, index) => ({ name: `${index}.md`, folder: `${index % 200}` }));
    for (let start = 0; start < documents.length; start += 20) {
        const some = documents.slice(start, start + 20);
        await Promise.all(some.map(({ name, folder }) => user.createDocument(name, 'text\n', 'markdown', folder)));
    }
    await shell.signIn(user);
    const { cloudView: view, page } = shell;
    for (let run = 0; run < RUNS; run++) {
        await page.locator('[id="shell-tab-explorer-view-container"]').click();
        await shell.reload();
        const first = timeUntil(page, '#sanyam-cloud .sanyam-cloud-folder');
        const all = timeUntil(page, '.sanyam-cloud-section .sanyam-cloud-count', '2000');
        await view.tab.click();
        figures.add('Cloud view, first folders', await first);
        figures.add('Cloud view, all 2,000 documents', await all);
    }
    await view.filter.fill('md');
    await expect(view.row('0.md')).toBeVisible();
    for (let run = 0; run < RUNS; run++) {
        figures.add('Cloud view, longest frame while scrolling', await longestFrame(page, '.sanyam-cloud-tree'));
    }
});

test('search 10,000 cloud documents', async ({ shell, user }) => {
    await user.setTier('enterprise');
    const source = 'entry Model: (persons+=Person | greetings+=Greeting)*;\n'.repeat(37);
    for (let start = 0; start < 10_000; start += 20) {
        const some = Array.from({ length: 20 }, (_, index) => start + index);
        await Promise.all(
            some.map(number => user.createDocument(`${number}.dsl`, `${source}rule${number}End;\n`, 'plaintext'))
        );
    }
    await shell.signIn(user);
    for (let run = 0; run < RUNS; run++) {
        // The oldest documents, which a search reads last.
        const text = `rule${run}End`;
        await shell.runCommand('Sanyam: Search Cloud Documents');
        await shell.quickInput.fill(`${text}x`);
        await expect(shell.quickInput.options).toHaveText([/No cloud document/]);
        const entry = `.quick-input-widget [role=option][aria-label*="${text};"]`;
        const found = timeFromKey(shell.page, 'Backspace', entry, () => shell.quickInput.field.press('Backspace'));
        // Without the time that the search waits for another key.
        figures.add('search 10,000 documents of 2 KB', (await found) - 300);
        await shell.quickInput.cancel();
    }
});
