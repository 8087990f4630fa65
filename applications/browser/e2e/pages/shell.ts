// SPDX-License-Identifier: MIT

import { expect, type Locator, type Page, type Worker } from '@playwright/test';
import type { Mailbox } from '@sanyam/test-kit/mailbox';
import path from 'node:path';
import { AccountStatus } from './account-status.js';
import { ApiKeysPage } from './api-keys-page.js';
import { CloudView } from './cloud-view.js';
import { ConflictDialog } from './conflict-dialog.js';
import { DiffEditor } from './diff-editor.js';
import { Explorer } from './explorer.js';
import { KeyboardShortcuts } from './keyboard-shortcuts.js';
import { MarkdownPreview } from './markdown-preview.js';
import { MenuBar } from './menu-bar.js';
import { Notifications } from './notifications.js';
import { PlanPage } from './plan-page.js';
import { QuickInput } from './quick-input.js';
import { SaveAsDialog } from './save-as-dialog.js';
import { SearchView } from './search-view.js';
import { ShareDialog } from './share-dialog.js';
import { SignInDialog } from './sign-in-dialog.js';
import { SignOutDialog } from './sign-out-dialog.js';
import { Terminal } from './terminal.js';
import { TextEditor } from './text-editor.js';
import { Timeline } from './timeline.js';
import { WelcomePage } from './welcome-page.js';

const SCREENSHOTS = path.resolve(import.meta.dirname, '..', '..', 'screenshots');

/** Milliseconds until a start fails: twenty times what a start takes, for busy machines. */
const START_TIMEOUT = 60_000;

/** The main window of the IDE. */
export class Shell {
    readonly account: AccountStatus;
    readonly apiKeysPage: ApiKeysPage;
    readonly cloudView: CloudView;
    readonly conflictDialog: ConflictDialog;
    readonly diffEditor: DiffEditor;
    readonly explorer: Explorer;
    readonly keyboardShortcuts: KeyboardShortcuts;
    readonly markdownPreview: MarkdownPreview;
    readonly menuBar: MenuBar;
    readonly notifications: Notifications;
    readonly planPage: PlanPage;
    readonly quickInput: QuickInput;
    readonly saveAsDialog: SaveAsDialog;
    readonly searchView: SearchView;
    readonly shareDialog: ShareDialog;
    readonly signInDialog: SignInDialog;
    readonly signOutDialog: SignOutDialog;
    readonly terminal: Terminal;
    readonly timeline: Timeline;
    readonly welcomePage: WelcomePage;
    /** “IDE disconnected” in the status bar, while the backend is away. */
    readonly connectionStatus: Locator;
    /** “Offline” in the status bar, while the cloud cannot be reached. */
    readonly onlineStatus: Locator;
    /** The line and the column of the cursor in the current editor in the status bar. */
    readonly cursorStatus: Locator;
    /** The encoding, the language and the line endings of the current editor in the status bar. */
    readonly encodingStatus: Locator;
    readonly languageStatus: Locator;
    readonly lineEndingStatus: Locator;
    /** What takes a while, and how far it is. */
    readonly progressStatus: Locator;
    /** Whether the cloud document in the current editor is saved. */
    readonly syncStatus: Locator;
    readonly tooltip: Locator;

    constructor(readonly page: Page) {
        this.account = new AccountStatus(page);
        this.apiKeysPage = new ApiKeysPage(page);
        this.cloudView = new CloudView(page);
        this.conflictDialog = new ConflictDialog(page);
        this.diffEditor = new DiffEditor(page);
        this.explorer = new Explorer(page);
        this.keyboardShortcuts = new KeyboardShortcuts(page);
        this.markdownPreview = new MarkdownPreview(page);
        this.menuBar = new MenuBar(page);
        this.notifications = new Notifications(page);
        this.planPage = new PlanPage(page);
        this.quickInput = new QuickInput(page);
        this.saveAsDialog = new SaveAsDialog(page);
        this.searchView = new SearchView(page);
        this.shareDialog = new ShareDialog(page);
        this.signInDialog = new SignInDialog(page);
        this.signOutDialog = new SignOutDialog(page);
        this.terminal = new Terminal(page);
        this.timeline = new Timeline(page);
        this.welcomePage = new WelcomePage(page);
        this.cursorStatus = page.locator('[id="status-bar-editor-status-cursor-position"]');
        this.encodingStatus = page.locator('[id="status-bar-editor-status-encoding"]');
        this.languageStatus = page.locator('[id="status-bar-editor-status-language"]');
        this.lineEndingStatus = page.locator('[id="status-bar-editor-status-eol"]');
        this.syncStatus = page.locator('[id="status-bar-sanyam-sync"]');
        this.onlineStatus = page.locator('[id="status-bar-sanyam-online"]');
        this.progressStatus = page.locator('[id="status-bar-theia-progress-status-bar-item"]');
        this.tooltip = page.locator('.theia-hover');
        this.connectionStatus = page.locator('[id="status-bar-connection-status"]');
    }

    /** Opens the IDE on a folder and waits until it is ready. */
    async open(address: string, folder: string): Promise<void> {
        await this.page.goto(`${address}/#${folder}`);
        await this.waitUntilReady();
    }

    async reload(): Promise<void> {
        await this.page.reload();
        await this.waitUntilReady();
    }

    async runCommand(label: string): Promise<void> {
        await this.page.keyboard.press('F1');
        await this.quickInput.fill(`>${label}`);
        await this.quickInput.choose(label);
    }

    /** Opens a file of the workspace. */
    async openFile(name: string): Promise<TextEditor> {
        await this.page.keyboard.press('Control+p');
        await this.quickInput.fill(name);
        await this.quickInput.choose(name);
        return this.editor(name);
    }

    /** Makes a cloud folder the workspace, from the palette. The window starts again. */
    async openCloudFolder(name: string): Promise<void> {
        await this.runCommand('Sanyam: Open Cloud Folder');
        await this.quickInput.option(name).first().waitFor();
        const restarted = this.page.waitForEvent('load');
        await this.quickInput.choose(name);
        await restarted;
        await this.waitUntilReady();
        await this.explorer.open();
    }

    /** Opens a cloud document from the list. */
    async openCloudDocument(name: string): Promise<TextEditor> {
        await this.runCommand('Open Cloud Document');
        await this.quickInput.choose(name);
        return this.editor(name);
    }

    /** Saves the current document to the cloud, under the suggested name unless `name` is given. */
    async saveToCloud(name?: string): Promise<void> {
        await this.runCommand('Save to Cloud');
        await expect(this.quickInput.widget).toContainText('Enter a name for the cloud document');
        if (name !== undefined) {
            await this.quickInput.fill(name);
        }
        await this.quickInput.accept();
    }

    /** Signs in from the status bar. */
    async signIn({ email, password }: { email: string; password: string }): Promise<void> {
        await this.account.press();
        await this.signInDialog.fill(email, password);
        await this.signInDialog.submit('Sign In');
        await expect(this.account.entry).toContainText(email);
    }

    /** Signs in with the code of a mail, the first to this address. */
    async signInByMail(email: string, mailbox: Mailbox): Promise<void> {
        await this.account.press();
        await this.signInDialog.choose('Email Me a Link');
        await this.signInDialog.email.fill(email);
        await this.signInDialog.submit('Send Email');
        await this.signInDialog.code.fill((await mailbox.newestTo(email)).code);
        await this.signInDialog.submit('Sign In');
        await expect(this.account.entry).toContainText(email);
    }

    /** Signs out, without waiting for the answer to a question about unsaved text. */
    signOut(): Promise<void> {
        return this.runCommand('Sanyam: Sign Out');
    }

    async expectSignedOut(): Promise<void> {
        await expect(this.account.entry).toHaveText(/Sign In/);
    }

    /** Opens the same workspace in another window of the same browser, with the same session. */
    async openWindow(): Promise<Shell> {
        const shell = new Shell(await this.page.context().newPage());
        await shell.page.goto(this.page.url());
        await shell.waitUntilReady();
        return shell;
    }

    /**
     * Returns the editor of a document when it is the active one.
     *
     * @param title of the tab
     * @param name in the URI, if the title differs
     */
    async editor(title: string, name = title): Promise<TextEditor> {
        const editor = new TextEditor(this.page, title, name);
        await expect(editor.surface).toBeVisible();
        // One that follows its document has two tabs for a moment, and both show the text at its new address.
        const current = editor.tab.and(editor.tabAt(name)).and(this.page.locator('.lm-mod-current'));
        await expect.poll(async () => [await editor.tab.count(), await current.count()]).toEqual([1, 1]);
        return editor;
    }

    /** Returns the visible editor of a cloud document, whatever its address is. */
    async editorOf(title: string, documentId: string): Promise<TextEditor> {
        const editor = TextEditor.ofDocument(this.page, title, documentId);
        await expect(editor.surface).toBeVisible();
        return editor;
    }

    /** Waits until the editor's worker is loaded. Without a backend it cannot be. */
    async expectEditorWorker(): Promise<void> {
        // A worker exists before it imports its script.
        const hasLoaded = (worker: Worker) =>
            worker.evaluate(() =>
                performance.getEntriesByType('resource').some(({ name }) => name.includes('editor.worker.js'))
            );
        await expect.poll(async () => Promise.all(this.page.workers().map(hasLoaded))).toContain(true);
    }

    /** Chooses the language of the IDE, which then starts again. */
    async chooseLanguage(name: string): Promise<void> {
        await this.runCommand('Configure Display Language');
        await this.quickInput.choose(name);
        await this.page.getByRole('button', { name: 'Restart', exact: true }).click();
        await expect(this.page.locator('html[lang]:not([lang="en"])')).toHaveCount(1, { timeout: START_TIMEOUT });
        await this.waitUntilReady();
    }

    async screenshot(name: string): Promise<void> {
        await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
    }

    /** Dispatches the event that the window gets when the user returns to it. */
    async regainFocus(): Promise<void> {
        await this.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    }

    /** Dispatches the event that the window gets when the browser has a connection again. */
    async comeOnline(): Promise<void> {
        await this.page.evaluate(() => window.dispatchEvent(new Event('online')));
    }

    /** Waits until a window that starts, or starts again, is ready. */
    async waitUntilReady(): Promise<void> {
        await expect(this.page.locator('.theia-preload')).toHaveCount(0, { timeout: START_TIMEOUT });
        await expect(this.menuBar.menus.first()).toBeVisible();
    }
}
