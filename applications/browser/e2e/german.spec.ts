// SPDX-License-Identifier: MIT

import { Hold } from './fixtures/hold.js';
import { expect, test } from './fixtures/test.js';

const AUTO_SAVE = { 'sanyam.autoSave.enabled': true, 'sanyam.autoSave.delay': 500 };

test('after the choice of Deutsch, the IDE is German from the sign-in to a conflict', async ({
    startBackend,
    openBrowser,
    cloudVariables,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of (400|403|409)/);
    const shell = await openBrowser(await startBackend(cloudVariables, AUTO_SAVE));
    const { page } = shell;
    await shell.chooseLanguage('Deutsch');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(shell.account.entry).toHaveText(/Anmelden/);
    await expect(shell.welcomePage.root).toContainText('Ein ruhiger Ort zum Schreiben von Quelltext');
    await shell.screenshot('german-welcome');

    await shell.account.press();
    const dialog = page.getByRole('dialog', { name: 'Anmelden' });
    const submit = dialog.locator('.dialogControl').getByRole('button', { name: 'Anmelden' });
    await dialog.getByLabel('E-Mail-Adresse').fill(user.email);
    await dialog.getByLabel('Passwort', { exact: true }).fill('not the password');
    await submit.click();
    await expect(dialog.getByRole('status')).toContainText('Falsche E-Mail-Adresse oder falsches Passwort.');
    await shell.screenshot('german-sign-in');
    await dialog.getByLabel('Passwort', { exact: true }).fill(user.password);
    await submit.click();
    await expect(shell.account.entry).toContainText(user.email);

    const file = await shell.openFile('pipeline.yaml');
    const text = await file.text();
    await shell.runCommand('Sanyam: In der Cloud speichern');
    await expect(shell.quickInput.widget).toContainText('Geben Sie einen Namen für das Cloud-Dokument ein');
    await shell.quickInput.accept();
    await expect(shell.notifications.toast('„pipeline.yaml“ ist in der Cloud gespeichert.')).toBeVisible();
    await expect(shell.syncStatus).toContainText(/In der Cloud gespeichert um \d/);

    await shell.runCommand('Sanyam: Freigeben');
    await expect(page.getByRole('dialog')).toContainText('Ihr Tarif (free) enthält keine Freigaben.');
    await shell.screenshot('german-share');
    await page.keyboard.press('Escape');

    const editor = await shell.editor('pipeline.yaml');
    const documentId = await editor.documentId();
    const save = await Hold.requests(page, /\/rpc\/save_document/);
    await editor.append('# Meine.');
    await save.reached;
    await user.saveDocument(documentId, `${text}# Ihre.`);
    save.release();
    await expect(editor.conflictBar).toContainText(
        'Nicht gespeichert: Dieses Dokument hat sich in der Cloud geändert.'
    );
    await expect(editor.conflictBar.getByRole('button')).toHaveText([
        'Vergleichen',
        'Andere übernehmen',
        'Überschreiben',
        'Meine als Kopie behalten'
    ]);
    await expect(shell.syncStatus).toContainText('Konflikt');
    await shell.screenshot('german-conflict');
});

test('German has the texts of Theia, too, and commands are found by their English names', async ({
    openBrowser,
    ideWithoutCloud
}) => {
    const shell = await openBrowser(ideWithoutCloud);
    await shell.chooseLanguage('Deutsch');
    await expect(shell.menuBar.menus.first()).toHaveText('Datei');
    await shell.openFile('welcome.md');
    await shell.page.keyboard.press('F1');
    await shell.quickInput.fill('>Open Preview to the Side');
    await expect(shell.quickInput.option('Vorschau an der Seite öffnen')).toBeVisible();
    await shell.quickInput.cancel();
});
