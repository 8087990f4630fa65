// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

test('Get Started shows the tutorial as formatted text, and its links open the files', async ({
    ideWithoutCloud,
    openBrowser
}) => {
    const shell = await openBrowser(ideWithoutCloud);
    await shell.welcomePage.root.getByText('Get Started').click();
    const { markdownPreview } = shell;
    await expect(markdownPreview.heading('Get started')).toBeVisible();
    await expect(markdownPreview.surface.locator('table')).toContainText('a small library');
    // More than one color: the code of the tutorial looks as in an editor.
    await expect(markdownPreview.surface.locator('code span[class^=mtk]:not(.mtk1)').first()).toBeAttached();
    await shell.screenshot('markdown-preview');
    await markdownPreview.followLink('pipeline.yaml');
    await shell.editor('pipeline.yaml');
});

test('a link in a preview leads to the heading in another document [BY-05]', async ({
    ideWithoutCloud,
    openBrowser,
    workspace
}) => {
    await writeFile(workspace.path('index.md'), '[Second](today.md#second)\n');
    await writeFile(workspace.path('today.md'), `# First\n${'text\n\n'.repeat(60)}# Second\n`);
    const shell = await openBrowser(ideWithoutCloud);
    const editor = await shell.openFile('index.md');
    await editor.focus();
    await shell.page.keyboard.press('Control+k');
    await shell.page.keyboard.press('v');
    await shell.markdownPreview.followLink('Second');
    await shell.editor('today.md');
    await expect(shell.page.locator('#theia-statusBar')).toContainText('Ln 122');
});

test('the preview beside an editor follows the text, runs no scripts, and its links lead to headings', async ({
    ideWithoutCloud,
    openBrowser,
    workspace,
    consoleWatch
}) => {
    // Chromium reports what the sanitizer takes out.
    consoleWatch.expectErrors(/Executing inline event handler/);
    await writeFile(workspace.path('dot.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>');
    const lines = Array.from({ length: 80 }, (_, number) => `Line ${number}.\n`);
    const attack = '<img src="dot.svg" onload="document.title = 1"><script>document.title = 2</script><b>bold</b>';
    await writeFile(workspace.path('long.md'), ['[Down](#the-end)', attack, ...lines, '## The end!'].join('\n\n'));
    const shell = await openBrowser(ideWithoutCloud);
    const { markdownPreview, page } = shell;
    const editor = await shell.openFile('long.md');
    // The button is above the editor only, and not in the side bar.
    await expect(page.locator('[id="sanyam.markdown.openPreviewToSide"]')).toHaveCount(1);
    await editor.focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('v');
    await expect(markdownPreview.surface.locator('b')).toHaveText('bold');
    const image = markdownPreview.surface.locator('img');
    await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(7);
    await expect(markdownPreview.heading('The end!')).not.toBeInViewport();
    await markdownPreview.followLink('Down');
    await expect(markdownPreview.heading('The end!')).toBeInViewport();
    await expect(markdownPreview.surface.locator('script, [onload]')).toHaveCount(0);
    expect(await page.title()).not.toMatch(/^[12]$/);

    await editor.append('\n\n# Typed');
    await expect(markdownPreview.heading('Typed')).toBeAttached();
    await shell.screenshot('markdown-preview-beside');
});

test('the preview of a stranger’s document reads no devices and asks the backend for no folders, and a text that is made to be slow does not stop the window', async ({
    ideWithoutCloud,
    openBrowser,
    workspace
}) => {
    const { address } = ideWithoutCloud;
    const devices = [
        '/dev/zero',
        '../../../../../../dev/zero',
        'file:///dev/ptmx',
        'file:////dev/ptmx',
        // A browser reads the first one as a path of the page.
        `http:files/?uri=file://${workspace.folder}`,
        `${address}/files/?uri=file://${workspace.folder}`
    ];
    const images = devices.map(path => `![device](${path}) <img src="${path}">`);
    const cells = `${'|a'.repeat(500)}|\n${'|-'.repeat(500)}|\n${'|x|\n'.repeat(100)}`;
    const open = Array.from({ length: 3000 }, (_, index) => `<b x${index}>`).join('');
    const repeated = `<p>${open}</p>\n${'<p>x'.repeat(5000)}`;
    await writeFile(
        workspace.path('plan.md'),
        ['# Plan', ...images, repeated, cells, '*a **a '.repeat(12_000)].join('\n\n')
    );
    const shell = await openBrowser(ideWithoutCloud);
    const asked: string[] = [];
    shell.page.on('request', request => asked.push(request.url()));
    const editor = await shell.openFile('plan.md');
    await editor.focus();
    await shell.runCommand('Markdown: Open Preview to the Side');
    await expect(shell.markdownPreview.heading('Plan')).toBeVisible();
    await expect(shell.markdownPreview.surface.locator('img[src]')).toHaveCount(0);
    const file = await shell.openFile('pipeline.yaml');
    await file.append('# still here\n');
    await file.save();
    await file.expectDirty(false);
    expect(asked.filter(url => url.includes('/files'))).toEqual([]);
});

test('the preview of a cloud document loads images from the web when the user asks for them, and no image that is slow to draw', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    const levels = Array.from(
        { length: 9 },
        (_, level) => `<g id="g${level}">${`<use href="#g${level + 1}"/>`.repeat(10)}</g>`
    );
    const slow = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${levels.join('')}<path id="g9"/></svg>`;
    await user.createDocument('slow.svg', slow, 'xml', 'docs');
    const text = '# Plan\n\n![web](https://images.example/a.png)\n\n![slow](slow.svg)\n';
    await user.createDocument('plan.md', text, 'markdown', 'docs');
    const asked: string[] = [];
    await shell.page.route('https://images.example/**', async route => {
        asked.push(route.request().url());
        await route.fulfill({
            contentType: 'image/svg+xml',
            body: '<svg xmlns="http://www.w3.org/2000/svg" width="7"/>'
        });
    });
    await shell.openCloudDocument('plan.md');
    await shell.runCommand('Markdown: Open Preview to the Side');
    const { surface } = shell.markdownPreview;
    await expect(surface.getByText('The images from the web are not shown')).toBeVisible();
    await shell.screenshot('markdown-preview-web-images');
    expect(asked).toEqual([]);
    await surface.getByRole('button', { name: 'Show Images' }).click();
    const image = surface.getByRole('img', { name: 'web' });
    await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(7);
    await expect(surface.getByRole('button')).toHaveCount(1);
    await expect(surface.getByText('This SVG image may take long to draw.')).toBeVisible();
});

test('the preview holds back images that could stop the window, and the user shows the ones that they want', async ({
    ideWithoutCloud,
    openBrowser,
    workspace
}) => {
    const rules = `g${'{&amp; &amp;'.repeat(24)}{fill:red}${'}'.repeat(24)}`;
    const groups = `${'<g>'.repeat(190)}<path d="M0 0h1v1z"/>${'</g>'.repeat(190)}`;
    const files = {
        'bomb.svg': `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>${rules}</style>${groups}</svg>`,
        'logo.svg':
            '<svg xmlns="http://www.w3.org/2000/svg" width="70" height="40"><style>rect { fill: teal }</style><rect width="70" height="40"/></svg>',
        // 65,535 by 65,535 pixels.
        'huge.gif': Buffer.from('474946383961ffffffff0000002c00000000ffffffff0002024c01003b', 'hex'),
        'dot.gif': Buffer.from('474946383961010001000000002c00000000010001000002024c01003b', 'hex'),
        'plan.md':
            '# Plan\n\n![bomb](bomb.svg)\n\n![huge](huge.gif)\n\n![dot](dot.gif)\n\n[![logo](logo.svg)](pipeline.yaml)\n'
    };
    for (const [name, content] of Object.entries(files)) {
        await writeFile(workspace.path(name), content);
    }
    const shell = await openBrowser(ideWithoutCloud);
    const editor = await shell.openFile('plan.md');
    await editor.focus();
    await shell.runCommand('Markdown: Open Preview to the Side');
    const { surface } = shell.markdownPreview;
    const widthOf = (name: string) =>
        surface.locator(`img[alt=${name}]`).evaluate((element: HTMLImageElement) => element.naturalWidth);
    await expect.poll(() => widthOf('dot')).toBe(1);
    await expect(surface.getByText('This SVG image may take long to draw.')).toHaveCount(2);
    await expect(surface.getByText('This image is large.')).toHaveCount(1);
    await expect(surface.locator('img[src]')).toHaveCount(1);
    await shell.screenshot('markdown-preview-held-images');

    await surface.getByRole('button', { name: 'Show: logo' }).press('Enter');
    await expect.poll(() => widthOf('logo')).toBe(70);
    await expect(surface.getByRole('button')).toHaveCount(2);

    // What was shown stays, and the window follows the text.
    await editor.append('\n\n# Typed');
    await expect(shell.markdownPreview.heading('Typed')).toBeAttached();
    await expect.poll(() => widthOf('logo')).toBe(70);
    await expect(surface.locator('img[src]')).toHaveCount(2);
});
