// SPDX-License-Identifier: MIT

import { StatusBarImpl } from '@theia/core/lib/browser/status-bar/status-bar';
import type { StatusBarEntry } from '@theia/core/lib/browser/status-bar/status-bar-types';
import type { Message } from '@theia/core/shared/@lumino/messaging';
import type * as React from '@theia/core/shared/react';
import { injectable } from '@theia/core/shared/inversify';

/** Hides the tooltip of an entry of the status bar that has got another one, as after a sign-in. */
@injectable()
export class CurrentTooltips extends StatusBarImpl {
    private shown: string | undefined;

    protected override requestHover(
        event: React.MouseEvent<HTMLElement, MouseEvent>,
        entry: StatusBarEntry,
        skipDelay?: boolean
    ): void {
        super.requestHover(event, entry, skipDelay);
        this.shown = typeof entry.tooltip === 'string' ? entry.tooltip : undefined;
    }

    protected override onUpdateRequest(message: Message): void {
        super.onUpdateRequest(message);
        const entries = [...this.viewModel.getLeft(), ...this.viewModel.getRight()];
        if (this.shown !== undefined && !entries.some(({ entry }) => entry.tooltip === this.shown)) {
            this.shown = undefined;
            this.hoverService.cancelHover();
        }
    }
}
