// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EXPLORER_VIEW_CONTAINER_ID } from '@theia/navigator/lib/browser/navigator-widget-factory';
import { hasDraggedEntries, OPEN_DELAY } from '../cloud-view/dragged-entries';

/**
 * Opens the Explorer when rows of the Cloud view are dragged over the Explorer's tab. Usually only one of the two views is
 * visible.
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
        // The mouse leaves the window: the side bar is at its edge.
        document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && this.cancel(), true);
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
