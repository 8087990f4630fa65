// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

const LINES = 60;
/** An editor draws an element for each. */
const CONTROL = '\u0001';
const REASON =
    '… The rest of this line is not shown, because the text has too many special characters. Nothing is lost.';

test('an editor draws only the beginnings of lines of control characters, says why, and saves all of them', async ({
    signedIn: shell,
    user
}) => {
    const content = `${CONTROL.repeat(4000)}\n`.repeat(LINES);
    const { id } = await user.createDocument('control.txt', content);
    const editor = await shell.openCloudDocument('control.txt');
    const drawn = editor.surface.locator('.mtkcontrol');
    await expect(drawn.first()).toBeVisible();
    const cut = editor.surface.locator('.mtkoverflow');
    const reason = await cut.first().evaluate(element => getComputedStyle(element, '::after').content);
    expect(reason).toBe(JSON.stringify(REASON));
    await shell.screenshot('cut-lines');
    expect(await drawn.count()).toBeLessThan(LINES * 101);

    // Where a line is cut, Monaco asks for all of it by a click.
    await cut.first().click({ position: { x: 1, y: 3 }, force: true });
    await editor.prepend('first');
    await expect(cut).not.toHaveCount(0);
    expect(await drawn.count()).toBeLessThan(LINES * 101);
    await editor.save();
    await user.expectDocument(id, { content: `first${content}` });

    await editor.replaceText('plain');
    await expect(drawn).toHaveCount(0);
    await expect(shell.page.locator('.sanyam-cut-lines')).toHaveCount(0);
});
