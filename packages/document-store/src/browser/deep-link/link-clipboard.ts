// SPDX-License-Identifier: MIT

import { ClipboardService } from '@theia/core/lib/browser/clipboard-service';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { unformatted } from '@sanyam/types';

/** Copies links, or shows them: a page over plain HTTP has no clipboard, and a browser can refuse it. */
@injectable()
export class LinkClipboard {
    @inject(ClipboardService)
    protected readonly clipboard: ClipboardService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /**
     * @param links one a line
     * @param copied what to say when the clipboard has them
     */
    async copy(links: readonly string[], copied: string): Promise<void> {
        if (await this.write(links.join('\n'))) {
            void this.messages.info(copied, { timeout: 4000 });
            return;
        }
        const text = nls.localize(
            'sanyam/cloudView/notCopied',
            'The browser does not let this page use the clipboard. Copy it yourself: {0}',
            unformatted(links.join(' '))
        );
        await this.messages.warn(text);
    }

    /** Theia's clipboard says nothing if the browser refuses, and fails if there is none. */
    private async write(text: string): Promise<boolean> {
        let isCopied = false;
        const listening = this.clipboard.onDidWriteText?.(() => (isCopied = true));
        try {
            await this.clipboard.writeText(text);
            return isCopied || listening === undefined;
        } catch (error) {
            console.info('Could not write to the clipboard.', error);
            return false;
        } finally {
            listening?.dispose();
        }
    }
}
