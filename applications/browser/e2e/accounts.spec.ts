// SPDX-License-Identifier: MIT

import { readStoredData } from './fixtures/stored-data.js';
import { expect, test } from './fixtures/test.js';

const UNREACHABLE = /net::ERR_CONNECTION_REFUSED/;
/** After a restart the backend has a new connection token. It refuses the sockets of a page that is still open. */
const STALE_CONNECTION_TOKEN = /status of 403 \(Forbidden\) \(http:\/\/127\.0\.0\.1:\d+\/socket\.io\//;

test('sign-up creates an account and shows it in the status bar [FR-001]', async ({ shell, stranger }) => {
    await shell.account.press();
    await shell.screenshot('sign-in-dialog');
    await shell.signInDialog.switchToSignUp();
    await shell.signInDialog.fill(stranger.email, stranger.password);
    await shell.signInDialog.submit('Sign Up');

    await expect(shell.signInDialog.root).toBeHidden();
    await expect(shell.account.entry).toContainText(stranger.email);
    await shell.account.press();
    await expect(shell.quickInput.option('Sign Out')).toBeVisible();
    await shell.screenshot('account');
    await stranger.signIn();
});

test('sign-up keeps the domain that was typed, also one that browsers change into another [FR-001]', async ({
    shell,
    stranger
}) => {
    const name = stranger.email.split('@')[0];
    await shell.account.press();
    await shell.signInDialog.switchToSignUp();
    await shell.signInDialog.fill(`${name}@straße.example`, stranger.password);
    await shell.signInDialog.submit('Sign Up');
    await expect(shell.account.entry).toContainText(`${name}@xn--strae-oqa.example`);
});

test('the sign-in dialog reports a wrong email or password and keeps the input [FR-001]', async ({
    shell,
    user,
    stranger,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 400/);
    const { account, signInDialog } = shell;
    await account.press();
    for (const email of [stranger.email, user.email]) {
        await signInDialog.fill(email, 'not the password');
        await signInDialog.submit('Sign In');
        await expect(signInDialog.message).toContainText(
            'Wrong email or password. Check both, or sign up if you do not have an account.'
        );
        await expect(signInDialog.email).toHaveValue(email);
    }
    await shell.screenshot('wrong-password');
    await signInDialog.password.fill(user.password);
    await expect(signInDialog.message).toBeEmpty();
    await signInDialog.submit('Sign In');
    await expect(account.entry).toContainText(user.email);
});

test('the sign-in dialog rejects a weak password and an email that is already in use [FR-001]', async ({
    shell,
    user,
    stranger,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 422/);
    const { account, signInDialog } = shell;
    await account.press();
    await signInDialog.switchToSignUp();
    await signInDialog.fill(stranger.email, 'seven77');
    await signInDialog.submit('Sign Up');
    await expect(signInDialog.message).toContainText('At least 8 characters.');
    await shell.screenshot('weak-password');

    await signInDialog.fill(user.email, user.password);
    await signInDialog.submit('Sign Up');
    await expect(signInDialog.message).toContainText('An account with this email already exists. Sign in instead.');
});

test('the sign-in dialog reports an unreachable server and can try again [FR-087]', async ({
    shellOnLink,
    link,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(UNREACHABLE);
    await link.cut();
    await shellOnLink.account.press();
    const { signInDialog } = shellOnLink;
    await expect(signInDialog.message).toContainText(`Cannot reach the server at ${new URL(link.address).host}`);
    await shellOnLink.screenshot('server-unreachable');

    await link.restore();
    await signInDialog.root.getByRole('button', { name: 'Try Again' }).click();
    await signInDialog.fill(user.email, user.password);
    await link.cut();
    await signInDialog.submit('Sign In');
    await expect(signInDialog.message).toContainText('Cannot reach the server');
    await expect(signInDialog.password).toHaveValue(user.password);

    await link.restore();
    await signInDialog.submit('Sign In');
    await expect(shellOnLink.account.entry).toContainText(user.email);
});

test('a session survives a restart of the IDE backend [FR-010, FR-011]', async ({
    startBackend,
    cloudVariables,
    openBrowser,
    user,
    consoleWatch
}) => {
    consoleWatch.expectErrors(UNREACHABLE, STALE_CONNECTION_TOKEN);
    await user.createDocument('notes.md', '# Notes\n');
    const backend = await startBackend(cloudVariables);
    const shell = await openBrowser(backend);
    await shell.signIn(user);

    await backend.restart();
    await shell.reload();

    await expect(shell.account.entry).toContainText(user.email);
    const editor = await shell.openCloudDocument('notes.md');
    await expect(editor.lines).toHaveText('# Notes');
});

test('tokens are stored encrypted and never sent to the IDE backend [FR-010]', async ({ shell, user, ide }) => {
    const sent: Buffer[] = [];
    shell.page.on('websocket', socket => {
        socket.on('framesent', ({ payload }) => sent.push(Buffer.from(payload)));
    });
    shell.page.on('request', request => {
        if (request.url().startsWith(ide.address)) {
            sent.push(Buffer.from(`${request.url()}\n${JSON.stringify(request.headers())}\n${request.postData()}`));
        }
    });
    await shell.reload();
    const signedIn = shell.page.waitForResponse(/\/auth\/v1\/token/);
    await shell.signIn(user);
    const session: { access_token: string; refresh_token: string } = await (await signedIn).json();
    await shell.openFile('welcome.md');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “welcome.md” to the cloud')).toBeVisible();

    const stored = await readStoredData(shell.page);
    expect(stored).toMatchObject({ keys: 1, exportableKeys: 0 });
    expect(sent.length).toBeGreaterThan(10);
    for (const token of [session.access_token, session.refresh_token]) {
        expect(token.length).toBeGreaterThan(10);
        expect(stored.text).not.toContain(token);
        expect(sent.filter(frame => frame.includes(token))).toEqual([]);
    }
});

test('signing out deletes the session, and cloud commands ask to sign in [FR-012]', async ({
    signedIn: shell,
    user
}) => {
    await user.createDocument('notes.md', '# Notes\n');
    await shell.runCommand('Sanyam: Sign Out');
    await expect(shell.account.entry).toHaveText(/Sign In/);
    expect(await readStoredData(shell.page)).toMatchObject({ keys: 0 });
    await shell.screenshot('signed-out');

    await shell.runCommand('Open Cloud Document');
    await expect(shell.signInDialog.root).toContainText('Sign in to open your cloud documents.');
    await shell.screenshot('sign-in-needed');
    await shell.signInDialog.cancel();
    await expect(shell.quickInput.options).toHaveCount(0);

    await shell.openFile('pipeline.yaml');
    await shell.runCommand('Save to Cloud');
    await expect(shell.signInDialog.root).toContainText('Sign in to save this document to the cloud.');
    await shell.signInDialog.cancel();

    await shell.reload();
    await expect(shell.account.entry).toHaveText(/Sign In/);
    await shell.runCommand('Open Cloud Document');
    await shell.signInDialog.fill(user.email, user.password);
    await shell.signInDialog.submit('Sign In');
    await shell.quickInput.choose('notes.md');
    await expect((await shell.editor('notes.md')).lines).toHaveText('# Notes');
});
