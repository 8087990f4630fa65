// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('in a narrow window, the side bar makes room for the text, and comes back in a wide one', async ({
    ideWithoutCloud,
    openBrowser
}) => {
    const shell = await openBrowser(ideWithoutCloud);
    const { page } = shell;
    const explorer = page.locator('#files');
    await expect(explorer).toBeVisible();

    await page.setViewportSize({ width: 400, height: 800 });
    await expect(explorer).toBeHidden();
    const heading = shell.welcomePage.root.getByRole('heading', { level: 1 });
    await expect(heading).toBeInViewport({ ratio: 1 });
    await expect
        .poll(() => shell.welcomePage.root.evaluate(root => root.scrollWidth - root.clientWidth), {
            message: 'nothing is cut off at the side'
        })
        .toBe(0);
    await shell.screenshot('narrow-welcome');

    await page.locator('#shell-tab-explorer-view-container').click();
    await expect(explorer).toBeVisible();
    await explorer.getByText('pipeline.yaml').dblclick();
    const editor = await shell.editor('pipeline.yaml');
    await expect(explorer).toBeHidden();
    await editor.focus();
    await shell.screenshot('narrow-editor');

    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(explorer).toBeVisible();
});
