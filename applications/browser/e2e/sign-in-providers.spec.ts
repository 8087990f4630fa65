// SPDX-License-Identifier: MIT

import { Database } from '@sanyam/test-kit/database';
import { expect, test } from './fixtures/identity-cloud.js';
import { expectAccessible } from './fixtures/axe.js';
import { Shell } from './pages/shell.js';
import { readStoredData } from './fixtures/stored-data.js';

for (const [label, name] of [
    ['GitHub', 'github'],
    ['Google', 'google']
] as const) {
    test(`${label} signs in, and leads back to the workspace and the text [FR-003, FR-005]`, async ({
        shell,
        workspace,
        newPersonAt,
        github,
        google
    }) => {
        const email = newPersonAt({ github, google }[name]);
        await shell.openFile('welcome.md');
        await shell.runCommand('New Untitled Text File');
        await (await shell.editor('Untitled-1')).append('not saved yet');
        await shell.account.press();
        await expect(shell.signInDialog.otherWays).toHaveText([
            'Email Me a Link',
            'Google',
            'GitHub',
            'Azure AD Enterprise',
            'Acme Works'
        ]);
        const back = shell.page.waitForEvent('load');
        await shell.signInDialog.choose(label);
        await back;
        await shell.waitUntilReady();
        await expect(shell.account.entry).toContainText(email);

        expect(shell.page.url()).toContain(`#${workspace.folder}`);
        expect(shell.page.url()).not.toMatch(/code=|sb_flow_id|sanyam-sign-in/);
        await expect(
            shell.page.locator('#theia-main-content-panel .lm-TabBar-tab', { hasText: 'welcome.md' })
        ).toBeVisible();
        await expect(shell.page.locator('.monaco-editor .view-line', { hasText: 'not saved yet' })).toBeVisible();
        const stored = await readStoredData(shell.page);
        expect(stored.keys).toBeGreaterThan(0);
        expect(stored.exportableKeys).toBe(0);
        expect(stored.text).not.toMatch(/access_token|refresh_token|code_verifier/);
    });
}

const REFUSAL = 'Your plan “free” does not include this way to sign in.';

test('a plan without Azure AD says what to upgrade to, keeps the text, and another way in is near [FR-004]', async ({
    shell,
    azure,
    newPersonAt,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 403/);
    const email = newPersonAt(azure);
    await shell.account.press();
    const back = shell.page.waitForEvent('load');
    await shell.signInDialog.choose('Azure AD Enterprise');
    await back;
    await shell.waitUntilReady();
    await expect(shell.account.entry).toContainText(email);
    await expect(shell.notifications.toast(REFUSAL)).toBeVisible();
    await shell.screenshot('sign-in-refused-by-plan');

    await shell.openFile('library.graphql');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Could not save “library.graphql” to the cloud')).toContainText(
        'does not include this way to sign in. Upgrade, or sign in another way.'
    );

    await shell.notifications.choose(REFUSAL, 'Sign In Another Way');
    await expect(shell.signInDialog.email).toBeVisible();
    await expect(shell.signInDialog.root).toContainText('Sign in another way to change your cloud documents.');
    await shell.signInDialog.cancel();
    await shell.expectSignedOut();
});

test('a plan with Azure AD is bought by who needs it, and works from then on [FR-004]', async ({
    shell,
    azure,
    cloud,
    newPersonAt
}) => {
    const email = newPersonAt(azure);
    await shell.account.press();
    const back = shell.page.waitForEvent('load');
    await shell.signInDialog.choose('Azure AD Enterprise');
    await back;
    await shell.waitUntilReady();
    await shell.notifications.choose(REFUSAL, 'See Plans');
    await expect(shell.planPage.heading).toHaveText('Your plan is “free”');
    const database = new Database(cloud);
    await database.query(`update public.user_profiles set tier = 'enterprise' where email = $1`, [email]);
    await database.close();
    await shell.openFile('library.graphql');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “library.graphql” to the cloud')).toBeVisible();
});

test('the dialog shows what the operator announces, by keyboard and in a narrow window [FR-007, FR-008]', async ({
    shell,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 400/);
    const { page, signInDialog } = shell;
    await shell.account.press();
    await expect(signInDialog.email).toBeFocused();
    await shell.screenshot('sign-in-providers');
    await expectAccessible(page, 'the ways to sign in');
    await page.setViewportSize({ width: 400, height: 700 });
    await shell.screenshot('sign-in-providers-narrow');
    await signInDialog.otherWays.last().press('Enter');
    await expect(signInDialog.message).toContainText(
        'This way to sign in is not set up on this server. Sign in another way'
    );
    await expect(signInDialog.otherWays.last()).toBeEnabled();
});

test('a denied consent leads back, and says what to do [FR-003]', async ({ shell, github, workspace }) => {
    github.person = undefined;
    await shell.account.press();
    const back = shell.page.waitForEvent('load');
    await shell.signInDialog.choose('GitHub');
    await back;
    await shell.waitUntilReady();
    await expect(shell.signInDialog.message).toContainText('The sign-in was canceled at the provider. Try again');
    expect(shell.page.url()).toContain(`#${workspace.folder}`);
    await shell.screenshot('sign-in-denied');
});

test('a code that another browser asked for signs nobody in [FR-005]', async ({ shell, ide }) => {
    const tokens: string[] = [];
    const other = new Shell(await shell.page.context().newPage());
    other.page.on('request', request => {
        if (request.url().includes('/token')) {
            tokens.push(request.url());
        }
    });
    for (const flow of ['', '&sb_flow_id=0123456789abcdef0123456789abcdef']) {
        await other.page.goto(`${ide.address}/?sanyam-sign-in=provider&code=${crypto.randomUUID()}${flow}`);
        await other.waitUntilReady();
        await expect(other.signInDialog.message).toContainText('This sign-in did not start in this browser');
    }
    expect(tokens).toEqual([]);
    await other.signInDialog.cancel();
    await other.expectSignedOut();
});
