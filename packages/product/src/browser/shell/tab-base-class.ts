// SPDX-License-Identifier: MIT

import type { Widget } from '@theia/core/lib/browser/widgets';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { WidgetManager } from '@theia/core/lib/browser/widget-manager';
import { inject, injectable } from '@theia/core/shared/inversify';

const BASE = 'sanyam-tab';

/**
 * Gives each tab a first class that stays. Theia adds and removes the marks of a tab, such as the dot of unsaved text, as
 * ` theia-mod-dirty`, and trims the whole when a tab is unlocked or unpinned. A mark that stood first has then no space in
 * front, and is never found again: the dot stays for good.
 */
@injectable()
export class TabBaseClass implements FrontendApplicationContribution {
    @inject(WidgetManager)
    protected readonly widgets: WidgetManager;

    initialize(): void {
        this.widgets.onDidCreateWidget(({ widget }) => this.mark(widget));
    }

    private mark({ title }: Pick<Widget, 'title'>): void {
        if (!title.className.startsWith(BASE)) {
            title.className = `${BASE} ${title.className.trim()}`.trim();
        }
    }
}
