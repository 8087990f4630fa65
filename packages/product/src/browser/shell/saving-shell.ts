// SPDX-License-Identifier: MIT

import { Saveable, type SaveOptions } from '@theia/core/lib/browser/saveable';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import type { Widget } from '@theia/core/lib/browser/widgets/widget';
import { inject, injectable } from '@theia/core/shared/inversify';
import { ConnectedSaveableService } from '../connection/connected-saveable-service';

/**
 * Saves several editors at the same time, each in the way in which one is saved, with its questions and messages. Theia
 * saves one after the other, and those of a group without a message.
 */
@injectable()
export class SavingShell extends ApplicationShell {
    @inject(ConnectedSaveableService)
    protected readonly connectedSaveables: ConnectedSaveableService;

    override async saveAll(options?: SaveOptions): Promise<void> {
        const unsaved = this.widgets.filter(
            widget => Saveable.isDirty(widget) && this.saveableService.canSaveNotSaveAs(widget)
        );
        await Promise.all(unsaved.map(widget => this.saveableService.save(widget, options)));
    }

    override async closeMany(...[targets, options]: Parameters<ApplicationShell['closeMany']>): Promise<Widget[]> {
        if (options?.save !== false) {
            await this.connectedSaveables.saveBeforeClose(targets);
        }
        return super.closeMany(targets, options);
    }

    override saveTabs(...parameters: Parameters<ApplicationShell['saveTabs']>): void {
        for (const { owner } of this.getWidgetTitles(...parameters)) {
            if (Saveable.isDirty(owner)) {
                this.saveableService.save(owner).catch((error: unknown) => console.error(error));
            }
        }
    }
}
