// SPDX-License-Identifier: MIT

import type { FrontendApplication } from '@theia/core/lib/browser/frontend-application';
import { WidgetStatusBarService } from '@theia/core/lib/browser/widget-status-bar-service';
import type { Widget } from '@theia/core/lib/browser/widgets/widget';
import { injectable } from '@theia/core/shared/inversify';

/**
 * Takes the values of an editor out of the status bar when it is closed, or something else takes its place. Theia leaves
 * those of the last editor.
 */
@injectable()
export class EditorStatus extends WidgetStatusBarService {
    private shown: Widget | undefined;

    override onStart(application: FrontendApplication): void {
        super.onStart(application);
        const { shell } = application;
        shell.onDidRemoveWidget(widget => {
            if (widget === this.shown) {
                this.clear();
            }
        });
        shell.onDidChangeCurrentWidget(({ newValue: widget }) => {
            if (widget && shell.getAreaFor(widget) === 'main' && !this.canShow(widget)) {
                this.clear();
            }
        });
    }

    protected override show(widget: Widget): void {
        super.show(widget);
        if (this.canShow(widget)) {
            this.shown = widget;
        }
    }

    private canShow(widget: Widget): boolean {
        return this.contributionProvider.getContributions().some(contribution => contribution.canHandle(widget));
    }

    private clear(): void {
        this.shown = undefined;
        this.contributionProvider.getContributions().forEach(contribution => contribution.deactivate(this.statusBar));
    }
}
