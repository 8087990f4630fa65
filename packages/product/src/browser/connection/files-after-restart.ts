// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { inject, injectable } from '@theia/core/shared/inversify';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { FileNavigatorContribution } from '@theia/navigator/lib/browser/navigator-contribution';
import { BackendConnection } from './backend-connection';

/**
 * When files are read, in milliseconds after a restart: at once, and until the new backend watches them. It begins to
 * watch some time after it answers, later on a busy machine, and does not say when.
 */
const PAUSES = [0, 2_000, 5_000, 10_000, 20_000];

/** Shows what happened to the files of the workspace while no backend watched them. */
@injectable()
export class FilesAfterRestart implements FrontendApplicationContribution {
    @inject(BackendConnection)
    protected readonly connection: BackendConnection;

    @inject(FileNavigatorContribution)
    protected readonly explorer: FileNavigatorContribution;

    @inject(MonacoTextModelService)
    protected readonly textModels: MonacoTextModelService;

    onStart(): void {
        this.connection.onDidReconnect(({ restarted }) => {
            if (restarted) {
                for (const pause of PAUSES) {
                    setTimeout(() => void this.read().catch((error: unknown) => console.error(error)), pause);
                }
            }
        });
    }

    /** Text that the user has changed stays as it is. */
    private async read(): Promise<void> {
        const files = this.textModels.models.filter(({ uri }) => new URL(uri).protocol === 'file:');
        await Promise.all([
            this.explorer.tryGetWidget()?.model.refresh(),
            ...files.filter(({ dirty }) => !dirty).map(model => model.sync())
        ]);
    }
}
