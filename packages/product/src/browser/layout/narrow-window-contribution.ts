// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { inject, injectable } from '@theia/core/shared/inversify';

/** Windows up to this width have no room for a side bar beside the text: that of a phone, and a third of a screen. */
const NARROW = '(max-width: 600px)';

const SIDES = ['left', 'right'] as const;

type Side = (typeof SIDES)[number];

/**
 * Folds the side bars away in a narrow window. There, a side bar opens over its icon as everywhere, and folds away again
 * when the user turns to an editor. In a wide window, the side bars are as they were.
 */
@injectable()
export class NarrowWindowContribution implements FrontendApplicationContribution {
    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    private readonly folded = new Set<Side>();

    onDidInitializeLayout(): void {
        const narrow = window.matchMedia(NARROW);
        const follow = () => (narrow.matches ? this.fold() : this.unfold());
        narrow.addEventListener('change', follow);
        this.shell.onDidChangeActiveWidget(({ newValue }) => {
            if (narrow.matches && newValue && this.shell.getAreaFor(newValue) === 'main') {
                this.fold();
            }
        });
        follow();
    }

    private fold(): void {
        for (const side of SIDES.filter(one => this.shell.isExpanded(one))) {
            this.folded.add(side);
            void this.shell.collapsePanel(side);
        }
    }

    private unfold(): void {
        this.folded.forEach(side => this.shell.expandPanel(side));
        this.folded.clear();
    }
}
