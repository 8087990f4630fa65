// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EXPLORER_VIEW_CONTAINER_ID } from '@theia/navigator/lib/browser/navigator-widget-factory';
import { hasDraggedEntries } from '../cloud-view/dragged-entries';

/** Milliseconds over the tab of the Explorer after which it opens, as over a closed folder. */
const OPEN_DELAY = 500;

/**
 * Opens the Explorer while documents are dragged from the Cloud view over its tab. Both views have one place in the side
 * bar, so there is no other way from one to the other.
 */
@injectable()
export class ExplorerWhileDragging implements FrontendApplicationContribution {
    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    private timer: ReturnType<typeof setTimeout> | undefined;

    onStart(): void {
        // Captured: the rows of trees and the main area keep these events for themselves.
        document.addEventListener('dragover', event => this.follow(event), true);
        document.addEventListener('drop', () => this.cancel(), true);
        document.addEventListener('dragend', () => this.cancel(), true);
    }

    private follow({ dataTransfer, target }: DragEvent): void {
        const isOverTab =
            target instanceof Element && target.closest(`[id="shell-tab-${EXPLORER_VIEW_CONTAINER_ID}"]`) !== null;
        if (!isOverTab || dataTransfer === null || !hasDraggedEntries(dataTransfer)) {
            this.cancel();
            return;
        }
        this.timer ??= setTimeout(() => {
            this.cancel();
            void this.shell.revealWidget(EXPLORER_VIEW_CONTAINER_ID);
        }, OPEN_DELAY);
    }

    private cancel(): void {
        clearTimeout(this.timer);
        this.timer = undefined;
    }
}
