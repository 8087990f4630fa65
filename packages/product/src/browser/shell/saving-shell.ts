// SPDX-License-Identifier: MIT

import { Saveable, type SaveOptions } from '@theia/core/lib/browser/saveable';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { injectable } from '@theia/core/shared/inversify';

/**
 * Saves several editors at the same time, each in the way in which one is saved, with its questions and messages. Theia
 * saves one after the other, and those of a group without a message.
 */
@injectable()
export class SavingShell extends ApplicationShell {
    override async saveAll(options?: SaveOptions): Promise<void> {
        const unsaved = this.widgets.filter(
            widget => Saveable.isDirty(widget) && this.saveableService.canSaveNotSaveAs(widget)
        );
        await Promise.all(unsaved.map(widget => this.saveableService.save(widget, options)));
    }

    override saveTabs(...parameters: Parameters<ApplicationShell['saveTabs']>): void {
        for (const { owner } of this.getWidgetTitles(...parameters)) {
            if (Saveable.isDirty(owner)) {
                this.saveableService.save(owner).catch((error: unknown) => console.error(error));
            }
        }
    }
}
