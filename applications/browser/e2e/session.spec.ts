// SPDX-License-Identifier: MIT

import type { BrowserContext, Page } from '@playwright/test';
import { shiftClock } from './fixtures/shift-clock.js';
import { expect, test } from './fixtures/test.js';
import { Shell } from './pages/shell.js';

const TEN_MINUTES = 600_000;
const TWO_HOURS = 7_200_000;

/** Counts the renewals of the session that the windows of a browser send. */
function countRenewals(context: BrowserContext): () => number {
    let renewals = 0;
    context.on('request', request => {
        renewals += request.url().includes('grant_type=refresh_token') ? 1 : 0;
    });
    return () => renewals;
}

/** Answers each request for the documents that has this token as a server does once the token has expired. */
async function refuse(token: string, page: Page): Promise<void> {
    await page.context().route(/\/rest\/v1\//, async route => {
        if (route.request().headers()['authorization'] === `Bearer ${token}`) {
            await route.fulfill({ status: 401, json: { code: 'PGRST303', message: 'JWT expired' } });
        } else {
            await route.fallback();
        }
    });
}

for (const [title, shift] of [
    ['slow', -TEN_MINUTES],
    ['fast', TEN_MINUTES]
] as const) {
    test(`a clock that is ten minutes ${title} does not end the session, nor renew it for each request [FR-011]`, async ({
        shell,
        user
    }) => {
        const renewals = countRenewals(shell.page.context());
        await shiftClock(shell.page, shift);
        await shell.reload();
        await shell.signIn(user);
        const { id } = await user.createDocument('notes.md', 'text\n');
        const editor = await shell.openCloudDocument('notes.md');
        await editor.prepend('more ');
        await editor.save();
        await user.expectDocument(id, { content: 'more text\n' });
        await shell.reload();
        await expect(shell.account.entry).toContainText(user.email);
        expect(renewals()).toBe(0);
    });
}

test('the session is renewed when the computer wakes up after two hours, and the next save works [FR-013]', async ({
    shell,
    user
}) => {
    await shell.signIn(user);
    const { id } = await user.createDocument('notes.md', 'text\n');
    const editor = await shell.openCloudDocument('notes.md');
    const renewal = shell.page.waitForResponse(/grant_type=refresh_token/);
    await shiftClock(shell.page, TWO_HOURS);
    await editor.prepend('more ');
    await editor.save();
    expect((await renewal).ok()).toBe(true);
    await user.expectDocument(id, { content: 'more text\n' });
    await expect(shell.account.entry).toContainText(user.email);
});

test('two windows whose token is refused at the same time renew it once, and stay signed in [FR-013]', async ({
    shell,
    user,
    ide,
    workspace,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/status of 401/);
    await user.createDocument('notes.md', 'text\n');
    const signedIn = shell.page.waitForResponse(/\/auth\/v1\/token/);
    await shell.signIn(user);
    const { access_token: token }: { access_token: string } = await (await signedIn).json();
    const other = new Shell(await shell.page.context().newPage());
    await other.open(ide.address, workspace.folder);
    await expect(other.account.entry).toContainText(user.email);
    const windows = [shell, other];

    const renewals = countRenewals(shell.page.context());
    await refuse(token, shell.page);
    await Promise.all(windows.map(({ cloudView }) => cloudView.open()));
    for (const { cloudView, account } of windows) {
        await expect(cloudView.row('notes.md')).toBeVisible();
        await expect(account.entry).toContainText(user.email);
    }
    expect(renewals()).toBe(1);
});
